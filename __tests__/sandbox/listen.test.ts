import { once } from 'node:events';
import http from 'node:http';
import { expect, test } from '@jest/globals';
import { listen } from '../../sandbox/listen.ts';

test('what listens closes all its connections', async () => {
  const { port, close } = await listen(http.createServer(() => undefined));
  const request = http.get({ port, host: '127.0.0.1' });
  const broken = once(request, 'error');
  await once(request, 'finish');
  await close();
  expect(await broken).toMatchObject([{ code: 'ECONNRESET' }]);
});
