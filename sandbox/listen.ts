import { once } from 'node:events';
import type { Server, Socket } from 'node:net';

/** A server that listens. */
export interface Listening {
  readonly port: number;
  /** The TCP connections that are open; with TLS, the ones below it. */
  readonly sockets: ReadonlySet<Socket>;
  /** Breaks all connections and settles when the server is closed. */
  readonly close: () => Promise<void>;
}

/**
 * Lets a server listen on a loopback address.
 *
 * @param port 0 for any free port
 * @throws the server's own error, such as one with the code `EADDRINUSE` when the port is taken
 */
export async function listen(server: Server, port = 0, host = '127.0.0.1'): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A client may break its connection at any time. What that means is the client's concern.
    socket.on('error', () => undefined);
  });
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    port: address.port,
    sockets,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
