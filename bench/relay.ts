// Plays the way to a server that is some milliseconds away. Started as a program, it is told what to relay by the process
// that started it, so that its work does not slow down the programs that are measured.
import net, { type Socket } from 'node:net';
import { pathToFileURL } from 'node:url';
import type { Listening } from '../sandbox/listen.ts';
import { listenAt, type Place } from './listen.ts';

interface Relay {
  /** The loopback host to listen on. */
  readonly host: string;
  readonly to: Place;
  /** In milliseconds. */
  readonly roundTripMs: number;
}

/** What the process gets, and what it answers: where each relay listens. */
export interface RelaysWanted {
  readonly relays: readonly Relay[];
}
export interface RelaysReady {
  readonly places: readonly Place[];
}

/**
 * Starts a relay. A new connection passes its first byte after one round trip, which is what TCP's handshake takes. Every
 * byte takes half a round trip to the other end.
 */
export function startRelay({ host, to, roundTripMs }: Relay): Promise<Place & Listening> {
  const oneWay = roundTripMs / 2;
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const upstream = net.connect({ ...to, allowHalfOpen: true, noDelay: true });
    const connectedAt = performance.now() + roundTripMs;
    carry(client, upstream, (now) => Math.max(now, connectedAt) + oneWay);
    carry(upstream, client, (now) => now + oneWay);
  });
  return listenAt(server, host);
}

/** @param arrival when something that is sent now arrives, in milliseconds of `performance.now()` */
function carry(from: Socket, to: Socket, arrival: (now: number) => number): void {
  const onTheWay: (() => void)[] = [];
  const send = (arrive: () => void) => {
    const now = performance.now();
    onTheWay.push(arrive);
    // Timers that are due at the same time may swap. What is on the way does not.
    setTimeout(() => onTheWay.shift()?.(), arrival(now) - now);
  };
  from.on('data', (chunk: Buffer) => {
    send(() => to.write(chunk));
  });
  from.on('end', () => {
    send(() => to.end());
  });
  from.on('error', () => {
    send(() => to.destroy());
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.on('message', (message: unknown) => {
    if (!isWanted(message)) throw new Error('there is nothing to relay');
    void Promise.all(message.relays.map(startRelay)).then((places) =>
      process.send?.({
        places: places.map(({ host, port }) => ({ host, port })),
      } satisfies RelaysReady),
    );
  });
  process.once('disconnect', () => process.exit());
}

function isWanted(message: unknown): message is RelaysWanted {
  return typeof message === 'object' && message !== null && 'relays' in message;
}
