import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { expect, test } from '@jest/globals';
import type { Fault } from '../../sandbox/faults.ts';
import { SANDBOX_API_KEY, SANDBOX_USER_KEY, type Sandbox } from '../../sandbox/server.ts';
import { call, order, PORTFOLIOS, TOKENS, open } from './calls.ts';

const create = (sandbox: Sandbox) => call(sandbox, 'POST', TOKENS, { body: order() });

/** A request of a plain client, which sees how a connection ends. */
function request(sandbox: Sandbox, method: string, path: string) {
  const keys = { 'x-api-key': SANDBOX_API_KEY, 'x-user-key': SANDBOX_USER_KEY };
  const headers = { ...keys, 'x-request-id': randomUUID(), 'content-type': 'application/json', 'user-agent': 'test' };
  return http.request(sandbox.url + path, { method, headers, agent: false });
}

/** What a plain client sees of a list call: its head, and the code that the connection broke with. */
async function listRaw(sandbox: Sandbox): Promise<{ status?: number; bytes: number; code?: string }> {
  return new Promise((resolve) => {
    let bytes = 0;
    const broken = (status?: number) => (error: NodeJS.ErrnoException) => {
      resolve({ bytes, ...(status && { status }), ...(error.code && { code: error.code }) });
    };
    const list = request(sandbox, 'GET', PORTFOLIOS).end();
    list.on('error', broken());
    list.on('response', (response) => {
      const { statusCode: status = 0 } = response;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('error', broken(status));
      response.on('end', () => {
        resolve({ status, bytes });
      });
    });
  });
}

const code = 'ECONNRESET';

test.each<[string, Fault, object]>([
  ['a reset ends the connection with no answer', { before: { kind: 'reset' } }, { bytes: 0, code }],
  ['an empty answer closes it without a byte', { before: { kind: 'empty' } }, { bytes: 0, code }],
  ['a cut answer has its head', { after: { kind: 'cut', bytes: 0 } }, { status: 200, bytes: 0, code }],
  ['a cut answer has so many bytes', { after: { kind: 'cut', bytes: 7 } }, { status: 200, bytes: 7, code }],
  ['a huge answer has so many bytes', { after: { kind: 'huge', bytes: 300_000 } }, { status: 200, bytes: 300_000 }],
  ['a trickle is whole', { after: { kind: 'trickle', everyMs: 0 } }, { status: 200, bytes: expect.any(Number) }],
])('%s', async (_title, fault, seen) => {
  const sandbox = await open();
  sandbox.failNext('*', fault);
  const outcome = await listRaw(sandbox);
  expect(outcome).toEqual(seen);
  expect(sandbox.requests.map(({ status }) => status)).toEqual([outcome.status]);
});

test('a fault before acting leaves no token, one after acting has made or revoked one and no client knows', async () => {
  const sandbox = await open();
  sandbox.failNext('createUserToken', { before: { kind: 'answer', status: 503 } });
  expect(await create(sandbox)).toMatchObject({ status: 503, text: '' });
  expect(sandbox.tokens()).toHaveLength(0);
  sandbox.failNext('createUserToken', { after: { kind: 'reset' } });
  await expect(create(sandbox)).rejects.toThrow();
  const [token, ...others] = sandbox.tokens();
  expect(others).toEqual([]);
  sandbox.failNext('deleteUserToken', { after: { kind: 'cut' } });
  await expect(call(sandbox, 'DELETE', `${TOKENS}/${token?.id ?? ''}`)).rejects.toThrow();
  expect(sandbox.tokens()).toHaveLength(0);
});

test('a delayed server acts also when the client has gone away', async () => {
  const sandbox = await open();
  sandbox.failNext('createUserToken', { delayBeforeMs: 30 });
  const creating = request(sandbox, 'POST', TOKENS).end(JSON.stringify(order()));
  creating.on('error', () => undefined);
  while (sandbox.requests.length === 0) await new Promise(setImmediate);
  creating.destroy();
  await new Promise((resolve) => creating.once('close', resolve));
  expect(sandbox.tokens()).toHaveLength(0);
  while (sandbox.tokens().length === 0) await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect(sandbox.requests).toMatchObject([{ status: undefined }]);
});

test('a fault happens as often as asked for, to its operation or to any', async () => {
  const sandbox = await open();
  sandbox.failNext('listAgentPortfolios', { before: { kind: 'answer', status: 502 } }, 2);
  expect(await create(sandbox)).toMatchObject({ status: 201 });
  const statuses = [];
  for (let n = 0; n < 3; n++) statuses.push((await call(sandbox, 'GET', PORTFOLIOS)).status);
  expect(statuses).toEqual([502, 502, 200]);
  sandbox.failNext('*', { before: { kind: 'answer', status: 504 } });
  expect(await create(sandbox)).toMatchObject({ status: 504 });
});

test('a plan for faults sees the operation and how many there were of it', async () => {
  const fault = (operation: string, { n }: { n: number }): Fault | undefined =>
    operation === 'createUserToken' && n === 2 ? { after: { kind: 'answer', status: 500 } } : undefined;
  const sandbox = await open({ fault });
  const statuses = [];
  for (let n = 0; n < 3; n++) statuses.push((await create(sandbox)).status);
  expect(statuses).toEqual([201, 500, 201]);
  expect(sandbox.tokens()).toHaveLength(3);
});

test('an answer of a fault has the headers and the body that it is given, or makes from the request', async () => {
  const sandbox = await open();
  const headers = { 'content-type': 'text/html' };
  const body = (faulty: { headers: object }) => JSON.stringify(faulty.headers);
  sandbox.failNext('*', { before: { kind: 'answer', status: 502, headers, body } });
  const echo = await create(sandbox);
  expect(echo.json).toMatchObject({ 'x-api-key': SANDBOX_API_KEY });
  expect(echo.headers.get('content-type')).toBe('text/html');
  sandbox.failNext('*', { before: { kind: 'answer', status: 201, body: { userTokenId: 'x' } } });
  expect(await create(sandbox)).toMatchObject({ status: 201, json: { userTokenId: 'x' } });
});

test.each<[string, Fault]>([
  ['hangs', { before: { kind: 'hang' } }],
  ['trickles without an end', { before: { kind: 'trickle', everyMs: 1, endless: true } }],
  ['waits for long', { delayBeforeMs: 1_000_000 }],
])('closes at once while an answer %s', async (_title, fault) => {
  const sandbox = await open();
  sandbox.failNext('*', fault);
  const outcome = listRaw(sandbox);
  while (sandbox.requests.length === 0) await new Promise(setImmediate);
  await sandbox.close();
  expect(await outcome).toMatchObject({ code });
});
