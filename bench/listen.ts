import { once } from 'node:events';
import type { Server } from 'node:net';

/** Where a server can be reached. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

/**
 * Listens on a free port of a loopback host.
 *
 * @returns the host and the port. The host is `127.0.0.1` where the machine has no other loopback address.
 */
export async function listen(server: Server, host: string): Promise<Place> {
  try {
    // `localhost` may have two addresses. Clients try both.
    server.listen(0, host === 'localhost' ? '127.0.0.1' : host);
    await once(server, 'listening');
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'EADDRNOTAVAIL';
    if (!isAbsent || host === '127.0.0.1') throw error;
    return listen(server, '127.0.0.1');
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return { host, port: address.port };
}
