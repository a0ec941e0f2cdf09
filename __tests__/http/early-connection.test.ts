import dns from 'node:dns';
import net, { type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { connectEarly } from '../../src/http/early-connection.ts';
import { send, type HttpRequest } from '../../src/http/send.ts';
import { TransportError } from '../../src/http/transport-error.ts';
import { noSignal, rejectionOf, SECOND } from '../fakes.ts';
import {
  closeServers,
  distrustTestCa,
  forgetProxies,
  freePort,
  hasIPv6,
  startHttp,
  startHttps,
  startProxy,
  startTcp,
  trustTestCa,
} from '../servers.ts';

beforeEach(forgetProxies);
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});
afterEach(closeServers);

type Agent = Awaited<ReturnType<typeof connectEarly>>;

const getFrom = (url: string, agent: Agent) => {
  const request: HttpRequest = { method: 'GET', url: new URL(url), headers: {}, timeout: 5 * SECOND, maxBytes: 1000 };
  return send({ ...request, ...(agent && { agent }) }, noSignal);
};
const get = (port: number, agent: Agent) => getFrom(`http://127.0.0.1:${port}/`, agent);
const early = (port: number) => connectEarly(new URL(`http://127.0.0.1:${port}/`));

/** Makes every host the loopback address, once the returned function is called. */
function holdLookUps() {
  const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
  const found = [{ address: '127.0.0.1', family: 4 }];
  jest.spyOn(dns, 'lookup').mockImplementation(((
    _host: string,
    { all }: dns.LookupOptions,
    answer: (error: null, ...found: unknown[]) => void,
  ) => {
    void released.then(() => {
      if (all) answer(null, found);
      else answer(null, '127.0.0.1', 4);
    });
  }) as unknown as typeof dns.lookup);
  return () => {
    release(undefined);
  };
}

/** A server that tells when it got a connection. */
async function startServer(host?: string) {
  const requests: string[] = [];
  const server = await startHttp((request, response) => {
    requests.push(request.url ?? '');
    response.end('hello');
  }, host);
  const connected = async () => {
    while (server.connections() === 0) await new Promise((resolve) => setImmediate(resolve));
  };
  return { ...server, requests, connected };
}

test.each(['127.0.0.1', ...(hasIPv6 ? ['::1'] : [])])(
  'the first request uses the connection that was made before it, and the next one makes its own: %s',
  async (host) => {
    const { port, connections, connected, requests } = await startServer(host);
    const url = `http://${host === '::1' ? '[::1]' : host}:${port}/`;
    const agent = await connectEarly(new URL(url));
    await connected();
    expect(requests).toEqual([]);

    expect((await getFrom(url, agent)).body).toBe('hello');
    expect(connections()).toBe(1);
    await getFrom(url, agent);
    expect(connections()).toBe(2);
  },
);

test('a request that is made in the same moment leaves first', async () => {
  let connections = 0;
  const { promise: requested, resolve } = Promise.withResolvers<number>();
  const { port } = await startTcp((socket) => {
    const number = ++connections;
    socket.once('data', () => {
      resolve(number);
      socket.end('HTTP/1.1 204 No Content\r\n\r\n');
    });
  });
  await Promise.all([early(port), get(port, undefined)]);
  expect(await requested).toBe(1);
});

test('when the early connection fails, the request tries for itself and tells why it fails', async () => {
  const port = await freePort();
  const agent = await early(port);
  const message = 'the connection cannot be made (ECONNREFUSED)';
  expect(await rejectionOf(TransportError, get(port, agent))).toMatchObject({
    message,
    mayHaveArrived: false,
    mayPass: true,
  });
});

test.each([
  ['a connection that the server has closed is not used', (socket: Socket) => socket.end()],
  [
    'what the server says before there is a request is no answer to it',
    (socket: Socket) => socket.write('HTTP/1.1 408 Request Timeout\r\n\r\n'),
  ],
])('%s', async (_what, spoil) => {
  let connections = 0;
  const { port, allClosed } = await startTcp((socket) => {
    if (++connections === 1) spoil(socket);
    else socket.once('data', () => socket.end('HTTP/1.1 204 No Content\r\n\r\n'));
  });
  const agent = await early(port);
  while (connections === 0) await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setTimeout(resolve, 20));

  expect((await get(port, agent)).status).toBe(204);
  expect(connections).toBe(2);
  await allClosed();
});

test('a connection that waited for more than five seconds is closed, and not used', async () => {
  const { port, connections, connected, allClosed } = await startServer();
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance'] });
  const agent = await early(port);
  await connected();
  jest.advanceTimersByTime(5 * SECOND);
  jest.useRealTimers();

  expect((await get(port, agent)).body).toBe('hello');
  expect(connections()).toBe(2);
  await allClosed();
});

test('a look-up that hangs is waited for a quarter of a second, and then by the request', async () => {
  const { port, connections } = await startServer();
  const release = holdLookUps();
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'performance'] });
  let agent: Agent;
  const connecting = connectEarly(new URL(`http://etoro.test:${port}/`)).then((made) => {
    agent = made;
  });
  await jest.advanceTimersByTimeAsync(249);
  expect(agent).toBeUndefined();
  await jest.advanceTimersByTimeAsync(1);
  await connecting;
  jest.useRealTimers();

  const answer = getFrom(`http://etoro.test:${port}/`, agent);
  release();
  expect((await answer).body).toBe('hello');
  expect(connections()).toBe(1);
});

test('bytes leave at once, as from an agent', async () => {
  const connect = jest.spyOn(net.Socket.prototype, 'connect');
  const { port } = await startServer();
  await early(port);
  await get(port, undefined);
  const atOnce = expect.arrayContaining([expect.objectContaining({ noDelay: true })]);
  expect(connect.mock.calls).toEqual([[atOnce], [atOnce]]);
});

describe('with the test authority trusted', () => {
  beforeAll(trustTestCa);
  afterAll(distrustTestCa);

  async function startTls() {
    const names: unknown[] = [];
    const server = await startHttps((request, response) => {
      names.push(request.socket instanceof TLSSocket && request.socket.servername);
      response.end('hello');
    });
    return { ...server, names };
  }

  test('the handshake names the host, and a request that comes before its end waits for it', async () => {
    const { port, connections, names } = await startTls();
    const url = `https://localhost:${port}/`;
    expect((await getFrom(url, await connectEarly(new URL(url)))).body).toBe('hello');
    expect(names).toEqual(['localhost']);
    expect(connections()).toBe(1);
  });

  test('the certificate must be that of the host, or no request is sent', async () => {
    const { port, names } = await startTls();
    holdLookUps()();
    const url = `https://other.test:${port}/`;
    const agent = await connectEarly(new URL(url));
    expect(await rejectionOf(TransportError, getFrom(url, agent))).toMatchObject({
      message: 'the certificate of the server is not trusted (ERR_TLS_CERT_ALTNAME_INVALID)',
      mayHaveArrived: false,
      mayPass: false,
    });
    expect(names).toEqual([]);
  });
});

test('there is no early connection where a proxy is in between', async () => {
  const proxy = await startProxy();
  process.env['http_proxy'] = `http://127.0.0.1:${proxy.port}`;
  expect(await connectEarly(new URL('http://etoro.test/'))).toBeUndefined();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(proxy.connections()).toBe(0);
});
