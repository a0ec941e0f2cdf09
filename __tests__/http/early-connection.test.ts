import dns from 'node:dns';
import https from 'node:https';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { connectEarly } from '../../src/http/early-connection.ts';
import { send, type HttpRequest } from '../../src/http/send.ts';
import { TransportError } from '../../src/http/transport-error.ts';
import { noSignal, rejectionOf, SECOND } from '../fakes.ts';
import {
  closeServers,
  forgetProxies,
  freePort,
  startHttp,
  startProxy,
  startTcp,
} from '../servers.ts';

beforeEach(forgetProxies);
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});
afterEach(closeServers);

type Agent = Awaited<ReturnType<typeof connectEarly>>;

const get = (port: number, agent: Agent) => {
  const request: HttpRequest = {
    method: 'GET',
    url: new URL(`http://127.0.0.1:${port}/`),
    headers: {},
    timeout: 5 * SECOND,
    maxBytes: 1000,
  };
  return send({ ...request, ...(agent && { agent }) }, noSignal);
};
const early = (port: number) => connectEarly(new URL(`http://127.0.0.1:${port}/`));

/** A server that tells when it got a connection. */
async function startServer() {
  const requests: string[] = [];
  const server = await startHttp((request, response) => {
    requests.push(request.url ?? '');
    response.end('hello');
  });
  const connected = async () => {
    while (server.connections() === 0) await new Promise((resolve) => setImmediate(resolve));
  };
  return { ...server, requests, connected };
}

test('the first request uses the connection that was made before it, and the next one makes its own', async () => {
  const { port, connections, connected, requests } = await startServer();
  const agent = await early(port);
  await connected();
  expect(requests).toEqual([]);

  expect((await get(port, agent)).body).toBe('hello');
  expect(connections()).toBe(1);
  await get(port, agent);
  expect(connections()).toBe(2);
});

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

test('a request that comes before the connection is there waits for it', async () => {
  const { port, connections } = await startServer();
  const agent = await early(port);
  expect((await get(port, agent)).body).toBe('hello');
  expect(connections()).toBe(1);
});

test('when the early connection fails, the request tries for itself and tells why it fails', async () => {
  const port = await freePort();
  const agent = await early(port);
  const error = await rejectionOf(TransportError, get(port, agent));
  expect(error).toMatchObject({
    message: 'the connection cannot be made (ECONNREFUSED)',
    mayHaveArrived: false,
    mayPass: true,
  });
});

test('a connection that the server has closed is not used', async () => {
  let connections = 0;
  const { port } = await startTcp((socket) => {
    if (++connections === 1) socket.end();
    else socket.once('data', () => socket.end('HTTP/1.1 204 No Content\r\n\r\n'));
  });
  const agent = await early(port);
  while (connections === 0) await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setTimeout(resolve, 20));

  expect((await get(port, agent)).status).toBe(204);
  expect(connections).toBe(2);
});

test('a connection that waited for more than five seconds is closed, and not used', async () => {
  const { port, connections, connected, allClosed } = await startServer();
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance'] });
  const agent = await early(port);
  await connected();
  jest.advanceTimersByTime(5 * SECOND);
  jest.useRealTimers();
  await allClosed();

  await get(port, agent);
  expect(connections()).toBe(2);
});

test('a look-up that hangs is waited for a quarter of a second', async () => {
  jest.spyOn(dns, 'lookup').mockImplementation(() => undefined);
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'performance'] });
  let agent: Agent;
  const connecting = connectEarly(new URL('https://etoro.test/')).then((made) => {
    agent = made;
  });
  await jest.advanceTimersByTimeAsync(249);
  expect(agent).toBeUndefined();
  await jest.advanceTimersByTimeAsync(1);
  await connecting;
  expect(agent).toBeInstanceOf(https.Agent);
});

test('there is no early connection where a proxy is in between', async () => {
  const proxy = await startProxy();
  process.env['http_proxy'] = `http://127.0.0.1:${proxy.port}`;
  expect(await connectEarly(new URL('http://etoro.test/'))).toBeUndefined();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(proxy.connections()).toBe(0);
});
