import type { Server } from 'node:net';
import { listen, type Listening } from '../sandbox/listen.ts';

/** Where a server can be reached. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

/**
 * Listens on a free port of a loopback host.
 *
 * @returns the host is `127.0.0.1` where the machine has no other loopback address, as on macOS
 */
export async function listenAt(server: Server, host: string): Promise<Place & Listening> {
  try {
    // `localhost` may have two addresses. Clients try both.
    return { host, ...(await listen(server, 0, host === 'localhost' ? '127.0.0.1' : host)) };
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'EADDRNOTAVAIL';
    if (!isAbsent) throw error;
    return { host: '127.0.0.1', ...(await listen(server)) };
  }
}
