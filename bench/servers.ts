// eToro and three address services over TLS, in a process of their own. They answer at once, as when all is well, and
// note the time of each step of a connection.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import type { Socket } from 'node:net';
import { makeKey } from '../sandbox/key.ts';
import { listenAt, type Place } from './listen.ts';
import { monotonicNow, type Connection } from './phases.ts';

/** What this process sends when it is ready. */
export interface ServersReady {
  readonly etoro: Place;
  readonly services: readonly Place[];
}
/** What it answers to any message: the connections since the last answer. */
export interface ConnectionsMade {
  readonly connections: readonly Connection[];
}

const fixture = (name: string) => readFileSync(new URL(`../__tests__/fixtures/${name}`, import.meta.url), 'utf8');
const tls = {
  key: fixture('test-only-server.key.pem'),
  cert: fixture('test-only-server.cert.pem'),
};

let connections: Connection[] = [];

async function start(server: Connection['server'], name: string): Promise<Place> {
  // TLS has a socket of its own for each connection. What both have in common is the port of the other end.
  const byPort = new Map<number | undefined, Connection>();
  const note = (socket: Socket, step: 'secureAt' | 'requestedAt' | 'answeredAt') => {
    const connection = byPort.get(socket.remotePort);
    if (connection) connection[step] = monotonicNow();
  };
  const program = https.createServer(tls, (request, response) => {
    const { socket, method } = request;
    note(socket, 'requestedAt');
    response.on('finish', () => {
      note(socket, 'answeredAt');
    });
    request.resume();
    request.on('end', () => {
      switch (method) {
        case 'POST':
          response.writeHead(201, { 'content-type': 'application/json' });
          response.end(
            JSON.stringify({
              userTokenId: randomUUID(),
              userToken: makeKey(randomUUID()),
            }),
          );
          return;
        case 'DELETE':
          response.writeHead(204).end();
          return;
        default:
          response.writeHead(200, { 'content-type': 'text/plain' }).end('20.102.38.7\n');
      }
    });
  });
  program.on('connection', (socket: Socket) => {
    const connection = { server, acceptedAt: monotonicNow() };
    byPort.set(socket.remotePort, connection);
    connections.push(connection);
  });
  program.on('secureConnection', (socket) => {
    note(socket, 'secureAt');
  });
  const { host, port } = await listenAt(program, name);
  return { host, port };
}

const [etoro, ...services] = await Promise.all([
  start('etoro', 'localhost'),
  start(1, '127.0.0.1'),
  start(2, '127.0.0.2'),
  start(3, '127.0.0.3'),
]);
process.on('message', () => {
  process.send?.({ connections } satisfies ConnectionsMade);
  connections = [];
});
process.once('disconnect', () => process.exit());
process.send?.({ etoro, services } satisfies ServersReady);
