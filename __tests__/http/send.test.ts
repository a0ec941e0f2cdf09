import { getEventListeners } from 'node:events';
import { Agent, type IncomingMessage } from 'node:http';
import https from 'node:https';
import net, { type Socket } from 'node:net';
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
  testTls,
  trustTestCa,
} from '../servers.ts';

beforeEach(forgetProxies);
afterEach(closeServers);

/** For what is expected to come, and for what is expected not to. */
const LONG = 10_000;
const SHORT = 200;

function request(url: string, changes: Partial<HttpRequest> = {}): HttpRequest {
  return {
    ...{ method: 'GET', url: new URL(url), headers: {}, timeout: LONG, maxBytes: 1000 },
    ...changes,
  };
}

const get = (url: string, changes?: Partial<HttpRequest>) => send(request(url, changes), noSignal);
const failure = (url: string, changes?: Partial<HttpRequest>) => rejectionOf(TransportError, get(url, changes));

type Answer = (socket: Socket) => unknown;

/** Asks a server that does with a connection what it likes, once the request has come. */
async function failureAt(answer: Answer, changes?: Partial<HttpRequest>) {
  const server = await startTcp((socket) => {
    socket.once('data', () => {
      answer(socket);
    });
  });
  return { server, error: await failure(`http://127.0.0.1:${server.port}/`, changes) };
}

const endless: Answer = (socket) => {
  socket.write('HTTP/1.1 200 OK\r\n\r\n');
  const timer = setInterval(() => socket.write(' '), 10);
  socket.on('close', () => {
    clearInterval(timer);
  });
};

const maybeArrived = { mayHaveArrived: true, mayPass: true };
const neverReadable = { mayHaveArrived: true, mayPass: false, obstacle: 'answer' };
const neverArrived = { mayHaveArrived: false, mayPass: true };
const neverPasses = { mayHaveArrived: false, mayPass: false };
const neverTrusted = { ...neverPasses, obstacle: 'certificate' };
const noConnection = { ...neverArrived, message: 'no connection was made within 0.2 s' };
const noAnswer = { ...maybeArrived, message: 'no whole answer came within 0.2 s' };

describe('an answer', () => {
  test.each([
    ['a 204 with a body', 'HTTP/1.1 204 No Content\r\ncontent-length: 2\r\n\r\n{}', 204, ''],
    ['more than it says', 'HTTP/1.1 201 Created\r\ncontent-length: 2\r\n\r\n{}more', 201, '{}'],
  ])('that is whole is taken, whatever follows it: %s', async (_what, text, status, body) => {
    const { port } = await startTcp((socket) => socket.once('data', () => socket.write(text)));
    expect(await get(`http://127.0.0.1:${port}/`)).toMatchObject({ status, body });
  });

  const chunks = 'transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n';
  test.each([
    ['breaks off', 'content-length: 9\r\n\r\n{}'],
    ['is not HTTP', `${chunks}zz\r\n`],
    ['is too large', `${chunks}3e8\r\n${'x'.repeat(1000)}\r\n`],
  ])('that is a failure is told by its status where its body %s', async (_what, rest) => {
    const { port } = await startTcp((socket) => socket.once('data', () => socket.end(`HTTP/1.1 503 No\r\n${rest}`)));
    expect(await get(`http://127.0.0.1:${port}/`)).toMatchObject({ status: 503, body: '{}' });
  });

  test('comes with its status, its headers and its whole body', async () => {
    const { port } = await startHttp((_request, response) => {
      response.writeHead(418, { 'x-test': 'yes' });
      response.write(Buffer.from([0xe2, 0x82]));
      setImmediate(() => response.end(Buffer.from([0xac, 0x21])));
    });
    const answer = await get(`http://127.0.0.1:${port}/`);
    expect(answer).toMatchObject({ status: 418, body: '€!', headers: { 'x-test': 'yes' } });
  });

  test.each([
    ['as large as allowed', 200, 'x'.repeat(1000)],
    ['without a body', 204, ''],
  ])('is taken: %s', async (_what, status, body) => {
    const { port } = await startHttp((_request, response) => response.writeHead(status).end(body));
    expect(await get(`http://127.0.0.1:${port}/`)).toMatchObject({ status, body });
  });

  test('that is a redirect is taken, and not followed', async () => {
    const { port, connections } = await startHttp((_request, response) => {
      response.writeHead(307, { location: '/other' }).end();
    });
    expect(await get(`http://127.0.0.1:${port}/`)).toMatchObject({ status: 307 });
    expect(connections()).toBe(1);
  });

  test.each<[string, number, string, Buffer | string, boolean]>([
    ['gzip that nobody asked for', 201, 'gzip', gzipSync('{}'), false],
    ['br that nobody asked for', 201, 'br', brotliCompressSync('{}'), false],
    ['an encoding of no name', 201, USER_KEY, gzipSync('{}'), false],
    ['a failure, which is told by its status', 429, 'gzip', gzipSync('{}'), true],
    ['a failure of the server', 503, 'gzip', gzipSync('{}'), true],
    ['no body', 204, 'gzip', '', true],
    ...['Identity', 'none', 'utf-8', 'UTF8', '', 'gzip'].map((name): [string, number, string, string, boolean] => [
      'a plain text',
      ...([200, name, '{"ä":1}', true] as const),
    ]),
  ])('with a content-encoding: %s (HTTP %i %s)', async (_what, status, encoding, body, isTaken) => {
    const { port } = await startHttp((_request, response) => {
      response.writeHead(status, { 'content-encoding': encoding }).end(body);
    });
    const url = `http://127.0.0.1:${port}/`;
    if (isTaken) expect(await get(url)).toMatchObject({ status, body: body.toString('utf8') });
    else {
      expect(await failure(url)).toMatchObject({
        ...neverReadable,
        message: `the answer (HTTP ${status}) is compressed, although the request does not allow it`,
      });
    }
  });
});

describe('a request', () => {
  test('goes out once, as it was given, with a user agent', async () => {
    const arrived: { message: IncomingMessage; body: string }[] = [];
    const { port } = await startHttp((message, response) => {
      message.on('data', (chunk: Buffer) => {
        arrived.push({ message, body: String(chunk) });
        response.writeHead(503).end();
      });
    });
    const headers = { 'x-user-key': USER_KEY, 'content-type': 'application/json' };
    await get(`http://127.0.0.1:${port}/a/b?c=d`, { method: 'POST', headers, body: '{"ä":1}' });
    const sent = {
      ...{ ...headers, host: `127.0.0.1:${port}`, 'content-length': '8' },
      ...{ 'user-agent': 'etoro-user-token-action', 'accept-encoding': 'identity' },
    };
    const message = { method: 'POST', url: '/a/b?c=d', headers: sent };
    expect(arrived).toMatchObject([{ body: '{"ä":1}', message }]);
  });

  (hasIPv6 ? test : test.skip)('reaches an IPv6 host, but not over IPv4 alone', async () => {
    const { port } = await startHttp((_request, response) => response.end('six'), '::1');
    expect((await get(`http://[::1]:${port}/`)).body).toBe('six');
    const error = await failure(`http://localhost:${port}/`, { family: 4 });
    expect(error.message).toContain('ECONNREFUSED');
  });

  test.each([
    ['over IPv4 alone where that is asked for', { family: 4 } as const, 4],
    ['in any family where it is not', {}, undefined],
  ])('looks a host up %s; where that fails, it was never sent', async (_what, changes, family) => {
    const families: unknown[] = [];
    const agent = new Agent({
      lookup: (_host, options, found) => {
        families.push(options.family);
        found(Object.assign(new Error(), { code: 'ENOTFOUND', syscall: 'getaddrinfo' }), '');
      },
    });
    expect(await failure('http://etoro.test/', { agent, ...changes })).toMatchObject({
      ...neverArrived,
      message: 'the host name cannot be resolved (ENOTFOUND)',
    });
    expect(families).toEqual([family]);
  });

  test.each([
    ['a connection that is refused', '127.0.0.1', 'ECONNREFUSED'],
    ['one that is refused on every address of a host', 'localhost', 'ECONNREFUSED'],
    // A label of more than 63 characters is not even asked for.
    ['a host name without an address', `${'x'.repeat(64)}.invalid`, 'cannot be resolved'],
  ])('never arrives: %s', async (_what, host, why) => {
    const error = await failure(`http://${host}:${await freePort()}/`);
    expect(error).toMatchObject({ ...neverArrived, message: expect.stringContaining(why) });
  });
});

describe('the deadline', () => {
  test.each<[string, Answer]>([
    ['headers that never come', () => undefined],
    ['headers that never end', (socket) => socket.write('HTTP/1.1 200')],
    ['a body that never ends', endless],
  ])('covers %s: the request may have arrived', async (_what, answer) => {
    const { server, error } = await failureAt(answer, { timeout: SHORT });
    expect(error).toMatchObject(noAnswer);
    await server.allClosed();
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
});

describe('an answer that does not come whole', () => {
  const head = 'HTTP/1.1 201 Created\r\n';
  const ends =
    (text: string): Answer =>
    (socket) =>
      socket.end(text);
  const resets: Answer = (socket) => {
    socket.write(`${head}content-length: 100\r\n\r\n{"user`, () => {
      setImmediate(() => socket.resetAndDestroy());
    });
  };
  const floods: Answer = (socket) => {
    const flood = () => {
      while (!socket.destroyed && socket.write('x'.repeat(10_000)));
    };
    socket.on('drain', flood).write(`${head}\r\n`);
    flood();
  };
  const upgrade = 'HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n';
  const before = 'the connection broke off before the answer';
  const chunked = `${head}transfer-encoding: chunked\r\n\r\n5\r\n{"use\r\n`;
  const noHttp = 'the answer is not HTTP that can be read';
  const long = `${head}x-long: ${'x'.repeat(17_000)}\r\n\r\n`;
  test.each<[string, Answer, string, object]>([
    ['a close before it', ends(''), 'broke off', maybeArrived],
    ['a close inside the headers', ends(head), 'broke off', maybeArrived],
    ['a close inside a body', ends(`${head}content-length: 9\r\n\r\n{`), 'broke off', maybeArrived],
    ['a close inside a body in chunks', ends(chunked), 'broke off', maybeArrived],
    ['a reset before it', (socket) => socket.resetAndDestroy(), 'ECONNRESET', maybeArrived],
    ['a reset inside the body', resets, 'broke off', maybeArrived],
    ['a 101, after which Node closes', (socket) => socket.write(upgrade), before, maybeArrived],
    // Nothing of it is quoted.
    ['no HTTP', ends(`SSH ${USER_KEY}`), `${noHttp} (HPE_INVALID_CONSTANT)`, neverReadable],
    ['headers of 17 KB', ends(long), `${noHttp} (HPE_HEADER_OVERFLOW)`, neverReadable],
    ['a body that is too large', floods, 'larger than 1000 bytes', { ...neverReadable, obstacle: 'size' }],
    ['a chunk without a size', ends(`${chunked}zz\r\n`), `${noHttp} (HPE_INVALID_CHUNK_SIZE)`, neverReadable],
  ])('%s', async (_what, answer, message, nature) => {
    const { server, error } = await failureAt(answer);
    expect(error).toMatchObject({ ...nature, message: expect.stringContaining(message) });
    await server.allClosed();
    expect(server.connections()).toBe(1);
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
});

describe('afterwards', () => {
  test('neither a socket is left, also of a server that would keep it, nor a listener', async () => {
    const server = await startHttp((_request, response) => {
      response.writeHead(200, { connection: 'keep-alive' }).end('done');
    });
    const { signal } = new AbortController();
    await send(request(`http://127.0.0.1:${server.port}/`), signal);
    await server.allClosed();
    expect(server.connections()).toBe(1);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('no socket is left when the answer comes before the server has read the request', async () => {
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

test('a certificate that nobody vouches for: the request never arrives', async () => {
  const { port } = await startHttps(() => 0);
  const message = expect.stringContaining('the certificate of the server is not trusted');
  expect(await failure(`https://127.0.0.1:${port}/`)).toMatchObject({ ...neverTrusted, message });
});

describe('with the test authority trusted', () => {
  beforeAll(trustTestCa);
  afterAll(distrustTestCa);

  const closes = () => startTcp((socket) => socket.once('data', () => socket.end()));
  const asksBack = () => startHttps(() => 0, { requestCert: true, rejectUnauthorized: true });
  const wants = /^the server wants a certificate of this client, which cannot have one \(ERR_SSL_.*CERT/;
  test.each<[string, () => Promise<{ port: number }>, object, RegExp]>([
    ['a server that speaks plain HTTP', () => startHttp(() => 0), neverPasses, /not speak TLS/],
    ['a server that closes inside the handshake', closes, neverArrived, /broke off/],
    ['a server that wants a certificate of the client', asksBack, neverPasses, wants],
  ])('%s: the request never arrives', async (_what, start, nature, message) => {
    const { port } = await start();
    const error = await failure(`https://127.0.0.1:${port}/`);
    expect(error).toMatchObject({ ...nature, message: expect.stringMatching(message) });
  });

  test.each([
    ['closes', maybeArrived],
    ['is silent', noAnswer],
  ])('a server that %s after the handshake: the request may have arrived', async (end, nature) => {
    const { port } = await startHttps((message) => {
      if (end === 'closes') message.socket.destroy();
    });
    const timeout = end === 'closes' ? LONG : SHORT;
    expect(await failure(`https://127.0.0.1:${port}/`, { timeout })).toMatchObject(nature);
  });

  test.each([
    ['http', (listener: Parameters<typeof startHttp>[0]) => startHttp(listener), Agent],
    ['https', (listener: Parameters<typeof startHttp>[0]) => startHttps(listener), https.Agent],
  ])('a second request over a connection that is kept may have arrived: %s', async (scheme, start, Keeping) => {
    let requests = 0;
    const server = await start((message, response) => {
      if (++requests === 1) response.end('first');
      else message.socket.destroy();
    });
    const agent = new Keeping({ keepAlive: true });
    const url = `${scheme}://127.0.0.1:${server.port}/`;
    await get(url, { agent });
    expect(await failure(url, { agent })).toMatchObject(maybeArrived);
    expect(server.connections()).toBe(1);
  });

  const keys = { 'x-user-key': USER_KEY };

  /** A proxy that the environment names, and a server behind it. */
  async function behindProxy(answer?: Parameters<typeof startProxy>[0], { host = '127.0.0.1', options = {} } = {}) {
    const arrived: IncomingMessage[] = [];
    const server = await startHttps((message, response) => {
      arrived.push(message);
      response.end('through');
    });
    const proxy = await startProxy(answer, options);
    const scheme = 'key' in options ? 'https' : 'http';
    const name = `${host}:${proxy.port}`;
    process.env['https_proxy'] = `${scheme}://somebody:hunter2@${name}`;
    return { proxy, name, server, arrived, url: `https://etoro.test:${server.port}/` };
  }

  // e2e/proxy.test.ts holds the ways to write a proxy.
  test('a request goes through a proxy, also one with a certificate for its address, and the server sees no credentials', async () => {
    const { proxy, server, arrived, url } = await behindProxy(undefined, { options: testTls });
    expect((await get(url, { headers: keys })).body).toBe('through');
    expect(arrived).toMatchObject([{ headers: keys }]);
    expect(arrived[0]?.headers).not.toHaveProperty('proxy-authorization');
    await Promise.all([proxy.allClosed(), server.allClosed()]);
    expect(server.connections()).toBe(1);
  });

  test('each 2xx opens a tunnel', async () => {
    const server = await startHttps((_message, response) => response.end('through'));
    const proxy = await startTcp((socket) =>
      socket.once('data', () => {
        socket.write('HTTP/1.1 204 Open\r\n\r\n');
        socket.pipe(net.connect(server.port, '127.0.0.1')).pipe(socket);
      }),
    );
    process.env['https_proxy'] = `http://127.0.0.1:${proxy.port}`;
    expect((await get(`https://etoro.test:${server.port}/`)).body).toBe('through');
  });

  test('a target that is an IPv6 address is named with its brackets', async () => {
    const { proxy } = await behindProxy((socket) => socket.destroy());
    await failure('https://[2001:db8::1]/');
    expect(proxy.asked).toMatchObject([{ url: '[2001:db8::1]:443', headers: { host: '[2001:db8::1]:443' } }]);
  });

  test('a certificate for another host is not accepted, and that of the proxy is not compared with it', async () => {
    const way = { host: 'localhost', options: testTls };
    const { proxy, url, arrived } = await behindProxy(undefined, way);
    const message = expect.stringContaining('ALTNAME_INVALID');
    expect(await failure(url.replace('etoro.test', 'other.test'))).toMatchObject({ ...neverPasses, message });
    expect(proxy.asked).toHaveLength(1);
    expect(arrived).toHaveLength(0);
  });

  const says =
    (text: string): Answer =>
    (socket) =>
      socket.end(`HTTP/1.1 ${text}\r\n\r\n`);
  const opened = 'HTTP/1.1 200 Connection established\r\n\r\n';
  const refuses = 'refused to connect (HTTP ';
  const fails = 'cannot be reached: ';
  test.each<[string, Answer, string, object]>([
    ['says 407', says('407 No'), `${refuses}407)`, neverPasses],
    ['says 304', says('304 No'), `${refuses}304)`, neverPasses],
    ['says 403, with a page', says('403 No\r\n\r\n<html>'), `${refuses}403)`, neverPasses],
    ['redirects', says('302 No\r\nlocation: /'), `${refuses}302)`, neverPasses],
    ['says 429', says('429 No'), `${refuses}429)`, neverArrived],
    ['says 503', says('503 No'), `${refuses}503)`, neverArrived],
    ['says 408', says('408 No'), `${refuses}408)`, neverArrived],
    ['says more than it may', says('200 OK\r\n\r\nx'), `${refuses}200)`, neverPasses],
    ['hangs up', (socket) => socket.destroy(), `${fails}the connection broke off`, neverArrived],
    ['speaks no HTTP', (socket) => socket.end('SSH\r\n'), `${fails}the answer is not`, neverPasses],
    ['has long headers', says(`200 OK\r\nx: ${'x'.repeat(20_000)}`), 'OVERFLOW)', neverPasses],
  ])('a proxy that %s is named, and no request arrives', async (_what, answer, message, nature) => {
    const { url, name, arrived } = await behindProxy(answer);
    const error = await failure(url);
    expect(error).toMatchObject({ ...nature, obstacle: 'proxy' });
    expect(error.message).toMatch(new RegExp(`^the proxy ${name} `));
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('hunter2');
    expect(arrived).toHaveLength(0);
  });

  test.each([
    ['is down', 'http', 'the connection cannot be made (ECONNREFUSED)', { ...neverArrived, obstacle: 'proxy' }],
    ['is not who it says', 'https', 'the certificate of the proxy is not trusted', neverTrusted],
  ])('a proxy that %s is named, too', async (_what, scheme, message, nature) => {
    const port = scheme === 'http' ? await freePort() : (await startProxy(undefined, testTls)).port;
    process.env['https_proxy'] = `${scheme}://127.0.0.4:${port}`;
    const error = await failure('https://etoro.test/');
    expect(error).toMatchObject(nature);
    expect(error.message).toContain(`the proxy 127.0.0.4:${port} cannot be reached: ${message}`);
  });

  test.each<[string, Answer]>([
    ['a proxy that hangs', (socket) => socket.resume()],
    ['a TLS handshake that hangs', (socket) => socket.resume().write(opened)],
  ])('the deadline covers %s: the request was never sent', async (_what, answer) => {
    const { proxy, url } = await behindProxy(answer);
    const message = 'no connection was made through the proxy within 0.2 s';
    expect(await failure(url, { timeout: SHORT })).toMatchObject({ ...neverArrived, obstacle: 'proxy', message });
    await proxy.allClosed();
  });

  test('a tunnel that opens after the deadline carries no request any more', async () => {
    const opens: (() => void)[] = [];
    const { proxy, server, arrived, url } = await behindProxy((_socket, open) => opens.push(open));
    await failure(url, { headers: keys, timeout: SHORT });
    opens[0]?.();
    await proxy.allClosed();
    await server.allClosed();
    expect(arrived).toHaveLength(0);
  });

  test('an abort does not wait for a proxy that hangs, and closes the connection', async () => {
    const abort = new AbortController();
    const reason = new Error('stopped');
    const { proxy, url } = await behindProxy((socket) => {
      socket.resume();
      abort.abort(reason);
    });
    expect(await rejection(send(request(url), abort.signal))).toBe(reason);
    await proxy.allClosed();
  });

  test('a tunnel that breaks off inside the handshake: the request was never sent', async () => {
    const { url } = await behindProxy((socket) => {
      socket.write(opened);
      socket.once('data', () => socket.destroy());
    });
    expect(await failure(url)).toMatchObject(neverArrived);
  });
});
