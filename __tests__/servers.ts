import { readFileSync } from 'node:fs';
import http, { type IncomingMessage, type RequestListener } from 'node:http';
import https from 'node:https';
import net, { type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { listen } from '../sandbox/listen.ts';

export const testFile = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
const fixture = (name: string) => readFileSync(testFile(name), 'utf8');

/** An authority that nobody trusts, and its certificate for `etoro.test`, `localhost` and `127.0.0.1` to `127.0.0.3`. */
export const testCa = fixture('test-only-ca.cert.pem');
export const testTls = {
  key: fixture('test-only-server.key.pem'),
  cert: fixture('test-only-server.cert.pem'),
};
/** The environment of a process that trusts that authority. Node reads it when a process starts. */
export const trusting = {
  NODE_EXTRA_CA_CERTS: testFile('test-only-ca.cert.pem'),
};

let trusted: string[] | undefined;

/** Trusts the test authority in this process. Call it in `beforeAll`, and `distrustTestCa` in `afterAll`. */
export function trustTestCa(): void {
  trusted = tls.getCACertificates('default');
  tls.setDefaultCACertificates([...trusted, testCa]);
}

export function distrustTestCa(): void {
  if (trusted) tls.setDefaultCACertificates(trusted);
}

/** Whether this machine has IPv6's loopback address. */
export const hasIPv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);

/** A server on a loopback address. */
interface Listening {
  readonly port: number;
  /** The connections that are open. */
  readonly sockets: ReadonlySet<Socket>;
  /** How many connections were made in all. */
  readonly connections: () => number;
  /** Settles when no connection is open any more. */
  readonly allClosed: () => Promise<void>;
}

const servers: (() => Promise<void>)[] = [];

/** Closes what was started. Call it in `afterEach`. */
export async function closeServers(): Promise<void> {
  await Promise.all(servers.splice(0).map((close) => close()));
}

async function start(server: net.Server, host?: string): Promise<Listening> {
  let connections = 0;
  server.on('connection', () => connections++);
  const { port, sockets, close } = await listen(server, 0, host);
  servers.push(close);
  return {
    port,
    sockets,
    connections: () => connections,
    async allClosed() {
      await Promise.all([...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
    },
  };
}

export function startHttp(listener: RequestListener, host?: string) {
  return start(http.createServer(listener), host);
}

/** @param options of TLS, beside the test authority's certificate */
export function startHttps(listener: RequestListener, options: https.ServerOptions = {}) {
  return start(https.createServer({ ...testTls, ...options }, listener));
}

/** A server that answers a connection with whatever the test writes to it. */
export function startTcp(onConnection: (socket: Socket) => void) {
  return start(net.createServer(onConnection));
}

/** A port on which nobody listens. */
export async function freePort(): Promise<number> {
  const { port, close } = await listen(net.createServer());
  await close();
  return port;
}

interface Proxy extends Listening {
  /** The requests that it got: for tunnels, and only for them. */
  readonly asked: readonly IncomingMessage[];
  /** All that went through it, both ways, as it saw it. */
  readonly seen: () => string;
}

type Answer = (socket: Socket, open: () => void) => unknown;

/**
 * A proxy that opens tunnels, and resolves every name to the loopback address: nobody else knows `etoro.test`.
 *
 * @param tlsOptions its key and certificate, where it speaks TLS
 */
export async function startProxy(
  answer: Answer = (_socket, open) => {
    open();
  },
  tlsOptions: { key?: string } = {},
): Promise<Proxy> {
  const asked: IncomingMessage[] = [];
  const seen: Buffer[] = [];
  const refuse: RequestListener = (request, response) => {
    asked.push(request);
    response.writeHead(405).end();
  };
  const server = tlsOptions.key ? https.createServer(tlsOptions, refuse) : http.createServer(refuse);
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    asked.push(request);
    socket.on('end', () => socket.destroy());
    seen.push(Buffer.from(`${request.url ?? ''}\n${request.rawHeaders.join('\n')}\n`));
    answer(socket, () => {
      const port = Number((request.url ?? '').replace(/^.*:/, ''));
      const upstream = net.connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        for (const end of [socket, upstream]) end.on('data', (chunk: Buffer) => seen.push(chunk));
        socket.pipe(upstream);
        upstream.pipe(socket);
      });
      socket.on('close', () => upstream.destroy());
      upstream.on('error', () => socket.destroy());
      // Nobody reads it any more, and its end is read all the same.
      upstream.on('close', () => socket.resume());
    });
  });
  // On all addresses, of IPv4 and IPv6.
  const listening = await start(server, hasIPv6 ? '::' : '0.0.0.0');
  return { ...listening, asked, seen: () => Buffer.concat(seen).toString('latin1') };
}

/** The URL of a loopback server under the name that only a proxy knows. */
export const namedForProxy = (url: string) => url.replace('127.0.0.1', 'etoro.test');

/** The variables by which the environment names proxies. */
export const proxyVariables = ['https_proxy', 'http_proxy', 'no_proxy'].flatMap((name) => [name, name.toUpperCase()]);

/** Takes the proxies of the machine out of the environment. */
export function forgetProxies(): void {
  for (const name of proxyVariables) Reflect.deleteProperty(process.env, name);
}
