// Answers as eToro and the address services do when all is well, as fast as can be, in a process of its own.
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

/** What this process sends to the one that has started it. */
export interface Loopback {
  /** Three origins, `http://127.0.0.1:PORT`, that answer the same. */
  readonly origins: readonly string[];
}

async function listen(): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      switch (request.method) {
        case 'POST':
          response.writeHead(201, { 'content-type': 'application/json' });
          response.end(
            JSON.stringify({
              userTokenId: randomUUID(),
              userToken: `sk_live_${randomBytes(16).toString('hex')}`,
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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('there is no port');
  return `http://127.0.0.1:${address.port}`;
}

const origins = await Promise.all([listen(), listen(), listen()]);
process.send?.({ origins } satisfies Loopback);
process.once('disconnect', () => process.exit());
