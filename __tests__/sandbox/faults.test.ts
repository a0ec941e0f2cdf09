import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { expect, test } from '@jest/globals';
import { SANDBOX_API_KEY, SANDBOX_USER_KEY, type Sandbox } from '../../sandbox/server.ts';
import { call, order, PORTFOLIOS, TOKENS, withSandbox } from './calls.ts';

const create = (sandbox: Sandbox) => call(sandbox, 'POST', TOKENS, { body: order() });

/** What a plain client sees of a list call: its head, and the code that the connection broke with. */
async function listRaw(sandbox: Sandbox): Promise<{ status?: number; bytes: number; code?: string }> {
  const headers = {
    'x-request-id': randomUUID(),
    'x-api-key': SANDBOX_API_KEY,
    'x-user-key': SANDBOX_USER_KEY,
    'user-agent': 'test',
  };
  const request = http.get(sandbox.url + PORTFOLIOS, { headers, agent: false });
  return new Promise((resolve) => {
    let bytes = 0;
    const broken = (status?: number) => (error: NodeJS.ErrnoException) => {
      resolve({ bytes, ...(status && { status }), ...(error.code && { code: error.code }) });
    };
    request.on('error', broken());
    request.on('response', (response) => {
      const { statusCode: status = 0 } = response;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('error', broken(status));
      response.on('end', () => {
        resolve({ status, bytes });
      });
    });
  });
}

test('a fault before acting leaves no token', async () => {
  await withSandbox({}, async (sandbox) => {
    sandbox.failNext('createUserToken', { before: { kind: 'answer', status: 503 } });
    expect(await create(sandbox)).toMatchObject({ status: 503, text: '' });
    expect(sandbox.tokens()).toHaveLength(0);
  });
});

test('a fault after acting leaves a token that no client knows of', async () => {
  await withSandbox({}, async (sandbox) => {
    sandbox.failNext('createUserToken', { after: { kind: 'reset' } });
    await expect(create(sandbox)).rejects.toThrow();
    expect(sandbox.tokens()).toHaveLength(1);
    expect(sandbox.requests).toMatchObject([{ status: undefined }]);
  });
});

test('a delayed server acts also when the client has gone away', async () => {
  await withSandbox({}, async (sandbox) => {
    sandbox.failNext('createUserToken', { delayBeforeMs: 30 });
    const request = http.request(sandbox.url + TOKENS, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'test',
        'x-request-id': randomUUID(),
        'x-api-key': SANDBOX_API_KEY,
        'x-user-key': SANDBOX_USER_KEY,
      },
    });
    request.end(JSON.stringify(order()));
    request.on('error', () => undefined);
    while (sandbox.requests.length === 0) await new Promise(setImmediate);
    request.destroy();
    await new Promise((resolve) => request.once('close', resolve));
    expect(sandbox.tokens()).toHaveLength(0);
    while (sandbox.tokens().length === 0) await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(sandbox.requests).toMatchObject([{ status: undefined }]);
  });
});

test('a fault happens as often as asked for, and only for its operation', async () => {
  await withSandbox({}, async (sandbox) => {
    sandbox.failNext('listAgentPortfolios', { before: { kind: 'answer', status: 502 } }, 2);
    expect(await create(sandbox)).toMatchObject({ status: 201 });
    const statuses = [];
    for (let n = 0; n < 3; n++) statuses.push((await call(sandbox, 'GET', PORTFOLIOS)).status);
    expect(statuses).toEqual([502, 502, 200]);
  });
});

test('a fault for any operation happens to the next request', async () => {
  await withSandbox({}, async (sandbox) => {
    sandbox.failNext('*', { before: { kind: 'answer', status: 504 } });
    expect(await create(sandbox)).toMatchObject({ status: 504 });
    expect(await create(sandbox)).toMatchObject({ status: 201 });
  });
});

test('a plan for faults sees the operation and how many there were of it', async () => {
  await withSandbox(
    {
      fault: (operation, { n }) =>
        operation === 'createUserToken' && n === 2 ? { after: { kind: 'answer', status: 500 } } : undefined,
    },
    async (sandbox) => {
      const statuses = [];
      for (let n = 0; n < 3; n++) statuses.push((await create(sandbox)).status);
      expect(statuses).toEqual([201, 500, 201]);
      expect(sandbox.tokens()).toHaveLength(3);
    },
  );
});

test('an answer of a fault has the headers and the body that it is given, or makes from the request', async () => {
  await withSandbox({}, async (sandbox) => {
    sandbox.failNext('*', {
      before: {
        kind: 'answer',
        status: 502,
        headers: { 'content-type': 'text/html' },
        body: ({ headers }) => `<h1>${String(headers['x-api-key'])}</h1>`,
      },
    });
    const { text, headers } = await create(sandbox);
    expect(text).toBe(`<h1>${SANDBOX_API_KEY}</h1>`);
    expect(headers.get('content-type')).toBe('text/html');
    sandbox.failNext('*', { before: { kind: 'answer', status: 201, body: { userTokenId: 'x' } } });
    expect(await create(sandbox)).toMatchObject({ status: 201, json: { userTokenId: 'x' } });
  });
});

test('a reset ends the connection with no answer', async () => {
  await withSandbox({}, async (sandbox) => {
    sandbox.failNext('*', { before: { kind: 'reset' } });
    expect(await listRaw(sandbox)).toEqual({ bytes: 0, code: 'ECONNRESET' });
  });
});

test('an empty answer closes the connection without a byte', async () => {
  await withSandbox({}, async (sandbox) => {
    sandbox.failNext('*', { before: { kind: 'empty' } });
    expect(await listRaw(sandbox)).toEqual({ bytes: 0, code: 'ECONNRESET' });
  });
});

test.each([0, 7])('a cut answer has its head and %i bytes of its body', async (bytes) => {
  await withSandbox({}, async (sandbox) => {
    sandbox.failNext('*', { after: { kind: 'cut', bytes } });
    expect(await listRaw(sandbox)).toEqual({ status: 200, bytes, code: 'ECONNRESET' });
    expect(sandbox.requests).toMatchObject([{ status: 200 }]);
  });
});

test('a cut answer without a body breaks in its head', async () => {
  await withSandbox({}, async (sandbox) => {
    const { id } = sandbox.addToken();
    sandbox.failNext('deleteUserToken', { after: { kind: 'cut' } });
    await expect(call(sandbox, 'DELETE', `${TOKENS}/${id}`)).rejects.toThrow();
    expect(sandbox.tokens()).toHaveLength(0);
  });
});

test('a trickled answer is whole in the end', async () => {
  await withSandbox({}, async (sandbox) => {
    sandbox.failNext('*', { after: { kind: 'trickle', everyMs: 0 } });
    expect(await create(sandbox)).toMatchObject({
      status: 201,
      json: { userToken: expect.any(String) },
    });
  });
});

test('a huge answer has as many bytes as asked for', async () => {
  await withSandbox({}, async (sandbox) => {
    sandbox.failNext('*', { after: { kind: 'huge', bytes: 300_000 } });
    expect(await listRaw(sandbox)).toEqual({ status: 200, bytes: 300_000 });
  });
});

test.each([
  ['hangs', { before: { kind: 'hang' } }],
  ['trickles without an end', { before: { kind: 'trickle', everyMs: 1, endless: true } }],
  ['waits for long', { delayBeforeMs: 1_000_000 }],
] as const)('closes at once while an answer %s', async (_title, fault) => {
  await withSandbox({}, async (sandbox) => {
    sandbox.failNext('*', fault);
    const outcome = listRaw(sandbox);
    while (sandbox.requests.length === 0) await new Promise(setImmediate);
    await sandbox.close();
    expect(await outcome).toMatchObject({ code: 'ECONNRESET' });
  });
});
