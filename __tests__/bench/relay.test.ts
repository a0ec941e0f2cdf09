import { afterEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import net from 'node:net';
import { startRelay } from '../../bench/relay.ts';
import { closeServers, startTcp } from '../servers.ts';

const ROUND_TRIP = 60;
/** Timers are exact to about a millisecond, a busy machine is late. */
const EARLY = 2;

let relay: Awaited<ReturnType<typeof startRelay>>;

afterEach(async () => {
  await relay.close();
  await closeServers();
});

/** Connects to a server that sends back what it gets. */
async function connectToEcho() {
  const echo = await startTcp((socket) => socket.pipe(socket));
  const host = '127.0.0.1';
  relay = await startRelay({ host, to: { host, port: echo.port }, roundTripMs: ROUND_TRIP });
  const socket = net.connect(relay.port, relay.host);
  await once(socket, 'connect');
  return { socket, echo };
}

async function timeOfEcho(socket: net.Socket, text: string): Promise<number> {
  const start = performance.now();
  socket.write(text);
  const answer: readonly unknown[] = await once(socket, 'data');
  expect(String(answer[0])).toBe(text);
  return performance.now() - start;
}

test('a relay lets the first bytes of a connection take two round trips, the next ones take one', async () => {
  const { socket } = await connectToEcho();
  const first = await timeOfEcho(socket, 'first');
  const second = await timeOfEcho(socket, 'second');
  socket.destroy();
  expect(first).toBeGreaterThan(2 * ROUND_TRIP - EARLY);
  expect(second).toBeGreaterThan(ROUND_TRIP - EARLY);
  expect(second).toBeLessThan(2 * ROUND_TRIP - EARLY);
});

test('a relay keeps the order of what is sent while the connection is new', async () => {
  const { socket } = await connectToEcho();
  const sent = Array.from({ length: 200 }, (_, n) => `${n} `);
  for (const text of sent) {
    socket.write(text);
    await new Promise((resolve) => setImmediate(resolve));
  }
  socket.end();
  let received = '';
  for await (const chunk of socket) received += String(chunk);
  expect(received).toBe(sent.join(''));
});

test('a relay passes on the end of a connection that one side breaks', async () => {
  const { socket, echo } = await connectToEcho();
  await timeOfEcho(socket, 'hello');
  socket.resetAndDestroy();
  await echo.allClosed();
  expect(echo.sockets.size).toBe(0);
});
