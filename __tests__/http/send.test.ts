import { getEventListeners } from 'node:events';
import { Agent, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { send, type HttpRequest } from '../../src/http/send.ts';
import { TransportError } from '../../src/http/transport-error.ts';
import { noSignal, rejection, rejectionOf, USER_KEY } from '../fakes.ts';
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
afterEach(closeServers);

/** For what is expected to come, and for what is expected not to. */
const LONG = 10_000;
const SHORT = 200;

function request(url: string, changes: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: 'GET',
    url: new URL(url),
    headers: {},
    timeout: LONG,
    maxBytes: 1000,
    ...changes,
  };
}

const get = (url: string, changes?: Partial<HttpRequest>) => send(request(url, changes), noSignal);
const failure = (url: string, changes?: Partial<HttpRequest>) =>
  rejectionOf(TransportError, get(url, changes));

/** Asks a server that does with a connection what it likes, once the request has come. */
async function failureAt(
  answer: Parameters<typeof startTcp>[0],
  changes?: Partial<HttpRequest>,
): Promise<TransportError> {
  const { port } = await startTcp((socket) => {
    socket.once('data', () => {
      answer(socket);
    });
  });
  return failure(`http://127.0.0.1:${port}/`, changes);
}

const maybeArrived = { mayHaveArrived: true, mayPass: true };
const neverArrived = { mayHaveArrived: false, mayPass: true };
const neverPasses = { mayHaveArrived: false, mayPass: false };
const noConnection = { ...neverArrived, message: 'no connection was made within 0.2 s' };

describe('an answer', () => {
  test('comes with its status, its headers and its whole body', async () => {
    const { port } = await startHttp((_request, response) => {
      response.writeHead(418, { 'x-test': 'yes' });
      response.write(Buffer.from([0xe2, 0x82]));
      setImmediate(() => response.end(Buffer.from([0xac, 0x21])));
    });
    const { status, headers, body } = await get(`http://127.0.0.1:${port}/`);
    expect({ status, body, test: headers['x-test'] }).toEqual({
      status: 418,
      body: '€!',
      test: 'yes',
    });
  });

  test('may be as large as allowed', async () => {
    const { port } = await startHttp((_request, response) => response.end('x'.repeat(1000)));
    expect((await get(`http://127.0.0.1:${port}/`)).body).toHaveLength(1000);
  });

  test('may have no body', async () => {
    const { port } = await startHttp((_request, response) => response.writeHead(204).end());
    expect(await get(`http://127.0.0.1:${port}/`)).toMatchObject({ status: 204, body: '' });
  });

  test('a redirect is never followed', async () => {
    const other = await startHttp((_request, response) => response.end('other'));
    const { port } = await startHttp((_request, response) => {
      response.writeHead(307, { location: `http://127.0.0.1:${other.port}/` }).end();
    });
    expect(await get(`http://127.0.0.1:${port}/`)).toMatchObject({ status: 307 });
    expect(other.connections()).toBe(0);
  });
});

describe('a request', () => {
  test('goes out as it was given, with a user agent', async () => {
    const arrived = Promise.withResolvers<{ message: IncomingMessage; body: string }>();
    const { port } = await startHttp((message, response) => {
      message.on('data', (chunk: Buffer) => {
        arrived.resolve({ message, body: String(chunk) });
        response.end();
      });
    });
    const headers = { 'x-user-key': USER_KEY, 'content-type': 'application/json' };
    await get(`http://127.0.0.1:${port}/a/b?c=d`, { method: 'POST', headers, body: '{"ä":1}' });
    const { message, body } = await arrived.promise;
    expect(body).toBe('{"ä":1}');
    expect(message).toMatchObject({
      method: 'POST',
      url: '/a/b?c=d',
      headers: {
        ...headers,
        host: `127.0.0.1:${port}`,
        'content-length': '8',
        'user-agent': 'etoro-user-token-action',
        'accept-encoding': 'identity',
      },
    });
  });

  test('is sent once, whatever the server answers', async () => {
    let requests = 0;
    const { port } = await startHttp((_request, response) => {
      requests++;
      response.writeHead(503).end();
    });
    await get(`http://127.0.0.1:${port}/`, { method: 'DELETE' });
    expect(requests).toBe(1);
  });

  (hasIPv6 ? test : test.skip)('reaches an IPv6 host', async () => {
    const { port } = await startHttp((_request, response) => response.end('six'), '::1');
    expect((await get(`http://[::1]:${port}/`)).body).toBe('six');
  });

  (hasIPv6 ? test : test.skip)('goes over IPv4 alone where that is asked for', async () => {
    const { port } = await startHttp((_request, response) => response.end('six'), '::1');
    const error = await failure(`http://localhost:${port}/`, { family: 4 });
    expect(error.message).toContain('ECONNREFUSED');
  });
});

describe('the look-up of a host', () => {
  /** An agent that finds no host, and says so before the request hears of its socket. */
  function blindAgent() {
    const families: (number | string | undefined)[] = [];
    const agent = new Agent({
      lookup: (_host, { family }, found) => {
        families.push(family);
        found(Object.assign(new Error(), { code: 'ENOTFOUND', syscall: 'getaddrinfo' }), '');
      },
    });
    return { agent, families };
  }

  test.each([
    ['over IPv4 alone where that is asked for', { family: 4 } as const, 4],
    ['in any family where it is not', {}, undefined],
  ])('goes %s', async (_what, changes, family) => {
    const { agent, families } = blindAgent();
    await failure('http://etoro.test/', { agent, ...changes });
    expect(families).toEqual([family]);
  });

  test('that fails at once: the request was never sent', async () => {
    const { agent } = blindAgent();
    expect(await failure('http://etoro.test/', { agent })).toMatchObject({
      ...neverArrived,
      message: 'the host name cannot be resolved (ENOTFOUND)',
    });
  });
});

describe('the deadline', () => {
  test.each([
    ['headers that never come', () => undefined],
    ['headers that never end', (socket: NodeJS.WritableStream) => socket.write('HTTP/1.1 200')],
    [
      'a body that never ends',
      (socket: NodeJS.WritableStream) => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        const timer = setInterval(() => socket.write(' '), 10);
        socket.on('close', () => {
          clearInterval(timer);
        });
      },
    ],
  ])('covers %s: the request may have arrived', async (_what, answer) => {
    const error = await failureAt(answer, { timeout: SHORT });
    expect(error).toMatchObject({ ...maybeArrived, message: 'no whole answer came within 0.2 s' });
  });

  test('covers a look-up that hangs: the request was never sent', async () => {
    const agent = new Agent({ lookup: () => undefined });
    const error = await failure('http://etoro.test/', { timeout: SHORT, agent });
    expect(error).toMatchObject(noConnection);
  });

  test('covers a TLS handshake that hangs: the request was never sent', async () => {
    const { port, connections } = await startTcp(() => undefined);
    const error = await failure(`https://127.0.0.1:${port}/`, { timeout: SHORT });
    expect(error).toMatchObject(noConnection);
    expect(connections()).toBe(1);
  });

  test('covers all of it together, not each part by itself', async () => {
    const start = performance.now();
    await failureAt(
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        const timer = setInterval(() => socket.write(' '), SHORT / 3);
        socket.on('close', () => {
          clearInterval(timer);
        });
      },
      { timeout: SHORT },
    );
    expect(performance.now() - start).toBeLessThan(SHORT * 5);
  });
});

describe('a connection that breaks', () => {
  test.each([
    ['before the answer, by a close', ''],
    ['inside the headers', 'HTTP/1.1 201 Created\r\ncontent-'],
    ['inside a body of known length', 'HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{"user'],
    [
      'inside a body in chunks',
      'HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"use\r\n',
    ],
  ])('%s: the request may have arrived', async (_where, text) => {
    const error = await failureAt((socket) => socket.end(text));
    expect(error).toMatchObject(maybeArrived);
    expect(error.message).toContain('broke off');
  });

  test('by a reset: the request may have arrived', async () => {
    const error = await failureAt((socket) => socket.resetAndDestroy());
    expect(error).toMatchObject(maybeArrived);
    expect(error.message).toContain('ECONNRESET');
  });

  test('by a reset inside the body: the request may have arrived', async () => {
    const error = await failureAt((socket) => {
      socket.write('HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{"user', () => {
        setImmediate(() => socket.resetAndDestroy());
      });
    });
    expect(error).toMatchObject(maybeArrived);
  });

  test('after a 101, as Node closes it without an answer: the request may have arrived', async () => {
    const upgrade = 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n';
    const error = await failureAt((socket) => socket.write(upgrade));
    expect(error).toMatchObject({
      ...maybeArrived,
      message: 'the connection broke off before the answer',
    });
  });

  test('when it is kept from an earlier request: the second one may have arrived', async () => {
    let requests = 0;
    const server = await startHttp((message, response) => {
      if (++requests === 1) response.end('first');
      else message.socket.destroy();
    });
    const agent = new Agent({ keepAlive: true });
    const url = `http://127.0.0.1:${server.port}/`;
    await get(url, { agent });
    expect(await failure(url, { agent })).toMatchObject(maybeArrived);
    expect(server.connections()).toBe(1);
  });

  test('an answer that is no HTTP: the request may have arrived, and none of it is quoted', async () => {
    const error = await failureAt((socket) => socket.end(`SSH-2.0-${USER_KEY}\r\n`));
    expect(error).toMatchObject(maybeArrived);
    expect(error.message).toBe('the connection broke off (HPE_INVALID_CONSTANT)');
  });
});

describe('a body that is too large', () => {
  test('is not read to its end, and does not get smaller by asking again', async () => {
    const error = await failureAt((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const flood = () => {
        while (!socket.destroyed && socket.write('x'.repeat(10_000)));
      };
      socket.on('drain', flood);
      flood();
    });
    expect(error).toMatchObject({
      mayHaveArrived: true,
      mayPass: false,
      message: 'the answer is larger than 1000 bytes',
    });
  });
});

describe('an answer with a content-encoding', () => {
  const encoded = (status: number, encoding: string, body: Buffer | string) =>
    startHttp((_request, response) => {
      response.writeHead(status, { 'content-encoding': encoding }).end(body);
    });

  test.each([
    ['gzip', gzipSync('{}')],
    ['br', brotliCompressSync('{}')],
    [USER_KEY, '{}'],
  ])('that nobody asked for is refused, and not shown: %s', async (encoding, body) => {
    const { port } = await encoded(201, encoding, body);
    expect(await failure(`http://127.0.0.1:${port}/`)).toMatchObject({
      mayHaveArrived: true,
      mayPass: false,
      message: 'the answer (HTTP 201) is compressed, although the request does not allow it',
    });
  });

  test.each([429, 503])('that tells a failure is told by its status: HTTP %i', async (status) => {
    const { port } = await encoded(status, 'gzip', gzipSync('{}'));
    expect(await get(`http://127.0.0.1:${port}/`)).toMatchObject({ status });
  });

  test('that changes nothing is taken: identity', async () => {
    const { port } = await encoded(200, 'Identity', 'plain');
    expect(await get(`http://127.0.0.1:${port}/`)).toMatchObject({ body: 'plain' });
  });

  test('and without a body is taken', async () => {
    const { port } = await encoded(204, 'gzip', '');
    expect(await get(`http://127.0.0.1:${port}/`)).toMatchObject({ status: 204, body: '' });
  });
});

describe('what never arrived', () => {
  test('a connection that is refused', async () => {
    const error = await failure(`http://127.0.0.1:${await freePort()}/`);
    expect(error).toMatchObject(neverArrived);
    expect(error.message).toContain('ECONNREFUSED');
  });

  test('a connection that is refused on every address of a host', async () => {
    const error = await failure(`http://localhost:${await freePort()}/`);
    expect(error).toMatchObject(neverArrived);
    expect(error.message).toContain('ECONNREFUSED');
  });

  test('a host name that cannot be resolved', async () => {
    // A label of more than 63 characters is not even asked for.
    const error = await failure(`http://${'x'.repeat(64)}.invalid/`);
    expect(error).toMatchObject(neverArrived);
    expect(error.message).toContain('cannot be resolved');
  });
});

describe('an abort', () => {
  const reason = new Error('stopped');

  test('before the call: nothing is sent', async () => {
    const { port, connections } = await startHttp((_request, response) => response.end());
    const sent = send(request(`http://127.0.0.1:${port}/`), AbortSignal.abort(reason));
    expect(await rejection(sent)).toBe(reason);
    expect(connections()).toBe(0);
  });

  test.each([
    ['while the answer is waited for', ''],
    ['inside the body', 'HTTP/1.1 200 OK\r\n\r\nx'],
  ])('%s: rejects with its reason, and closes the connection', async (_when, text) => {
    const abort = new AbortController();
    const server = await startTcp((socket) => {
      socket.once('data', () => {
        socket.write(text, () => {
          abort.abort(reason);
        });
      });
    });
    const sent = send(request(`http://127.0.0.1:${server.port}/`), abort.signal);
    expect(await rejection(sent)).toBe(reason);
    await server.allClosed();
  });

  test('while the way through a proxy is prepared: nothing is sent', async () => {
    const proxy = await startProxy();
    process.env['http_proxy'] = `http://127.0.0.1:${proxy.port}`;
    const abort = new AbortController();
    const sent = send(request('http://etoro.test/'), abort.signal);
    abort.abort(reason);
    expect(await rejection(sent)).toBe(reason);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(proxy.connections()).toBe(0);
  });
});

describe('no socket is left', () => {
  test('after an answer, also from a server that would keep it open', async () => {
    const server = await startHttp((_request, response) => {
      response.writeHead(200, { connection: 'keep-alive' }).end('done');
    });
    await get(`http://127.0.0.1:${server.port}/`);
    await server.allClosed();
    expect(server.connections()).toBe(1);
  });

  test('nor a listener on the signal', async () => {
    const { signal } = new AbortController();
    const { port } = await startHttp((_request, response) => response.end());
    await send(request(`http://127.0.0.1:${port}/`), signal);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test.each([
    ['the deadline', { timeout: SHORT }, 'HTTP/1.1 200 OK\r\n\r\nx'],
    ['a deadline without an answer', { timeout: SHORT }, ''],
    ['a body that is too large', { maxBytes: 1 }, 'HTTP/1.1 200 OK\r\n\r\nxx'],
  ])('after %s', async (_what, changes, text) => {
    const server = await startTcp((socket) => socket.once('data', () => socket.write(text)));
    await failure(`http://127.0.0.1:${server.port}/`, changes);
    await server.allClosed();
    expect(server.connections()).toBe(1);
  });

  test('after an answer that comes before the server has read the request', async () => {
    const { port } = await startTcp((socket) => {
      socket.pause();
      socket.write('HTTP/1.1 413 Too Large\r\ncontent-length: 0\r\n\r\n');
    });
    const agent = new Agent();
    const body = 'x'.repeat(20_000_000);
    const answer = await get(`http://127.0.0.1:${port}/`, { method: 'POST', body, agent });
    expect(answer.status).toBe(413);
    const sockets = Object.values(agent.sockets).flatMap((list) => list ?? []);
    expect(sockets.filter(({ destroyed }) => !destroyed)).toEqual([]);
  });
});

describe('TLS', () => {
  test('a certificate that nobody vouches for: the request never arrives, and never will', async () => {
    let requests = 0;
    const { port } = await startHttps(() => requests++);
    const error = await failure(`https://127.0.0.1:${port}/`);
    expect(error).toMatchObject(neverPasses);
    expect(error.message).toContain('certificate of the server is not trusted');
    expect(requests).toBe(0);
  });

  test('a server that speaks plain HTTP: the request never arrives, and never will', async () => {
    let requests = 0;
    const { port } = await startHttp(() => requests++);
    const error = await failure(`https://127.0.0.1:${port}/`);
    expect(error).toMatchObject(neverPasses);
    expect(error.message).toContain('TLS');
    expect(requests).toBe(0);
  });

  test('a server that closes inside the handshake: the request was never sent', async () => {
    const { port } = await startTcp((socket) => socket.once('data', () => socket.end()));
    const error = await failure(`https://127.0.0.1:${port}/`);
    expect(error).toMatchObject(neverArrived);
    expect(error.message).toContain('broke off');
  });
});

describe('with the test authority trusted', () => {
  beforeAll(trustTestCa);
  afterAll(distrustTestCa);

  /** A proxy that the environment names, and a server behind it. */
  async function behindProxy(answer?: Parameters<typeof startProxy>[0]) {
    const arrived: IncomingMessage[] = [];
    const server = await startHttps((message, response) => {
      arrived.push(message);
      response.end('through');
    });
    const proxy = await startProxy(answer);
    process.env['https_proxy'] = `http://somebody:hunter2@127.0.0.1:${proxy.port}`;
    return { proxy, server, arrived, url: `https://etoro.test:${server.port}/` };
  }
  const keys = { 'x-user-key': USER_KEY };

  test('a certificate that it signed is accepted', async () => {
    const { port } = await startHttps((_request, response) => response.end('safe'));
    expect((await get(`https://127.0.0.1:${port}/`)).body).toBe('safe');
  });

  test('a server that closes after the handshake: the request may have arrived', async () => {
    const { port } = await startHttps((message) => message.socket.destroy());
    expect(await failure(`https://127.0.0.1:${port}/`)).toMatchObject(maybeArrived);
  });

  test('a server that is silent after the handshake: the request may have arrived', async () => {
    const { port } = await startHttps(() => undefined);
    const error = await failure(`https://127.0.0.1:${port}/`, { timeout: SHORT });
    expect(error).toMatchObject({ ...maybeArrived, message: 'no whole answer came within 0.2 s' });
  });

  test('a second request over a connection that is kept may have arrived too', async () => {
    let requests = 0;
    const server = await startHttps((message, response) => {
      if (++requests === 1) response.end('first');
      else message.socket.destroy();
    });
    const agent = new https.Agent({ keepAlive: true });
    const url = `https://127.0.0.1:${server.port}/`;
    await get(url, { agent });
    expect(await failure(url, { agent })).toMatchObject(maybeArrived);
    expect(server.connections()).toBe(1);
  });

  test('a certificate for another host is not', async () => {
    const { url, arrived } = await behindProxy();
    const error = await failure(url.replace('etoro.test', 'other.test'));
    expect(error).toMatchObject(neverPasses);
    expect(error.message).toContain('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(arrived).toHaveLength(0);
  });

  test('a request goes through the proxy, which opens the tunnel and sees no key', async () => {
    const { proxy, url, arrived } = await behindProxy();
    expect((await get(url, { headers: keys })).body).toBe('through');
    expect(arrived).toMatchObject([{ headers: keys }]);
    expect(proxy.asked).toMatchObject([{ method: 'CONNECT', url: new URL(url).host }]);
    expect(proxy.seen()).not.toContain(USER_KEY);
  });

  test("the proxy gets its own credentials, and the server doesn't", async () => {
    const { proxy, url, arrived } = await behindProxy();
    await get(url);
    const basic = `Basic ${Buffer.from('somebody:hunter2').toString('base64')}`;
    expect(proxy.asked[0]?.headers['proxy-authorization']).toBe(basic);
    expect(JSON.stringify(arrived[0]?.rawHeaders)).not.toContain(basic);
  });

  test('no socket is left after an answer through the proxy', async () => {
    const { proxy, server, url } = await behindProxy();
    await get(url);
    await Promise.all([proxy.allClosed(), server.allClosed()]);
    expect(server.connections()).toBe(1);
  });

  test('a loopback host is not asked for through the proxy', async () => {
    const { proxy, server } = await behindProxy();
    expect((await get(`https://127.0.0.1:${server.port}/`)).body).toBe('through');
    expect(proxy.connections()).toBe(0);
  });

  test('a host in no_proxy is not asked for through the proxy', async () => {
    const { proxy, url } = await behindProxy();
    process.env['no_proxy'] = `${'x'.repeat(64)}.test`;
    const error = await failure(url.replace('etoro', 'x'.repeat(64)));
    expect(error.message).toContain('cannot be resolved');
    expect(proxy.connections()).toBe(0);
  });

  test.each([
    [407, false],
    [403, false],
    [502, true],
    [503, true],
  ])('a proxy that says %i: never arrived; may pass later: %s', async (status, mayPass) => {
    const { url, arrived } = await behindProxy((socket) => {
      socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
    });
    const error = await failure(url);
    expect(error).toMatchObject({ mayHaveArrived: false, mayPass });
    expect(error.message).toContain(`HTTP ${status}`);
    expect(error.message).not.toContain('hunter2');
    expect(arrived).toHaveLength(0);
  });

  test('a proxy that hangs up: never arrived', async () => {
    const { url } = await behindProxy((socket) => socket.destroy());
    expect(await failure(url)).toMatchObject(neverArrived);
  });

  test('a proxy that is down: never arrived', async () => {
    process.env['https_proxy'] = `http://127.0.0.1:${await freePort()}`;
    const error = await failure('https://etoro.test/');
    expect(error).toMatchObject({ ...neverArrived, message: 'the proxy cannot be reached' });
  });

  test('a proxy that is no URL: never arrived, and the error does not show it', async () => {
    process.env['https_proxy'] = 'hunter2 b';
    const error = await failure('https://etoro.test/');
    expect(error.mayHaveArrived).toBe(false);
    expect(error.message).not.toContain('hunter2');
  });

  test('the deadline covers a proxy that hangs at CONNECT: the request was never sent', async () => {
    const { proxy, url } = await behindProxy(() => undefined);
    expect(await failure(url, { timeout: SHORT })).toMatchObject(noConnection);
    expect(proxy.asked).toHaveLength(1);
  });

  test('the deadline covers a TLS handshake that hangs behind the proxy: the request was never sent', async () => {
    const { url } = await behindProxy((socket) => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    });
    expect(await failure(url, { timeout: SHORT })).toMatchObject(noConnection);
  });

  test('the deadline covers a silent server behind the proxy: the request may have arrived', async () => {
    const proxy = await startProxy();
    const server = await startHttps(() => undefined);
    process.env['https_proxy'] = `http://127.0.0.1:${proxy.port}`;
    const error = await failure(`https://etoro.test:${server.port}/`, { timeout: SHORT });
    expect(error).toMatchObject({ ...maybeArrived, message: 'no whole answer came within 0.2 s' });
  });

  test('a tunnel that opens after the deadline carries no request any more', async () => {
    const opened = Promise.withResolvers<() => void>();
    const { proxy, server, arrived, url } = await behindProxy((_socket, open) => {
      opened.resolve(open);
    });
    await failure(url, { headers: keys, timeout: SHORT });
    (await opened.promise)();
    await proxy.allClosed();
    await server.allClosed();
    expect(arrived).toHaveLength(0);
  });

  test('an abort does not wait for a proxy that hangs', async () => {
    const abort = new AbortController();
    const reason = new Error('stopped');
    const { url } = await behindProxy(() => {
      abort.abort(reason);
    });
    expect(await rejection(send(request(url), abort.signal))).toBe(reason);
  });

  test('a tunnel that breaks off inside the handshake: the request was never sent', async () => {
    const { url } = await behindProxy((socket) => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.once('data', () => socket.destroy());
    });
    expect(await failure(url)).toMatchObject(neverArrived);
  });

  test('a tunnel that breaks off after the handshake: the request may have arrived', async () => {
    const proxy = await startProxy();
    const server = await startHttps((message) => message.socket.destroy());
    process.env['https_proxy'] = `http://127.0.0.1:${proxy.port}`;
    const error = await failure(`https://etoro.test:${server.port}/`);
    expect(error).toMatchObject(maybeArrived);
    expect(error.message).toContain('broke off');
  });
});
