import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from '@jest/globals';
import type { Fault } from '../../sandbox/faults.ts';
import { SANDBOX_PORTFOLIO_ID } from '../../sandbox/server.ts';
import { closeServers, startHttp, startTcp } from '../servers.ts';
import { errorOf, json, onStage, preload, requestId, signalWhen } from './stage.ts';

// Answers that get lost, come late or are strange, and what the step makes of them.

afterEach(closeServers);

const noJitter = { env: preload('no-jitter.cjs') };
const creates = (asked: readonly string[]) => asked.filter((one) => one === 'createUserToken');
const unhandled = json(500, { errorCode: 'UnhandledException', errorMessage: 'Global Error' });
const unavailable: Fault = { before: { kind: 'answer', status: 503 } };
const tooMany = { errorCode: 'TooManyRequests', errorMessage: 'Too many requests' };

/** Ways in which the one answer with the secret gets lost, though eToro has made the token. */
const lostAnswers: Fault[] = [
  { after: { kind: 'reset' } },
  { after: { kind: 'empty' } },
  { after: { kind: 'cut', bytes: 20 } },
  { after: unhandled },
  {
    after: {
      kind: 'answer',
      status: 502,
      body: '<html>Bad gateway</html>'.padEnd(100_000),
      headers: { 'content-type': 'text/html' },
    },
  },
  { after: { kind: 'answer', status: 503 } },
  { after: { kind: 'answer', status: 504 } },
];

test(
  'when an answer is lost, in whatever way, the job tries again, and the post step revokes what is left',
  onStage(async ({ sandbox, job, end, asked }) => {
    for (const fault of lostAnswers) sandbox.failNext('createUserToken', fault);
    const run = job({}, noJitter);
    const step = await run.step();

    expect(step.exitCode).toBe(0);
    expect(creates(asked())).toHaveLength(lostAnswers.length + 1);
    expect(sandbox.tokens().at(-1)?.secret).toBe(step.outputs['token']);
    for (const reason of ['(ECONNRESET)', 'HTTP 500 UnhandledException', 'HTTP 502', 'HTTP 503', 'HTTP 504']) {
      expect(step.log).toMatch(
        RegExp(`${reason.replace(/[()]/g, '\\$&')}.*\\. Waiting \\S+s before try \\d to create the token\\.`),
      );
    }
    await end(run);
  }),
);

/** Answers that say that a token was made and are not what the API promises: another try would end the same way. */
const brokenPromises: Record<string, Fault> = {
  'a 201 without a token': { after: json(201, { userTokenId: SANDBOX_PORTFOLIO_ID }) },
  'a 201 that is no JSON': { after: { kind: 'answer', status: 201, body: '<html>OK</html>' } },
  'a 200': { after: json(200, { ok: true }) },
  'a header that is too large': { after: json(201, {}, { 'x-long': 'x'.repeat(17_000) }) },
  'a body that is huge': { after: { kind: 'huge', bytes: 2_000_000 } },
};

test.each(Object.entries(brokenPromises))('%s ends the step with one clear error, and no token is left', (_, fault) =>
  onStage(async ({ sandbox, job, asked }) => {
    sandbox.failNext('createUserToken', fault);
    const error = errorOf(await job().step());

    expect(error).toContain('This is not what the API of eToro promises.');
    expect(creates(asked())).toHaveLength(1);
    expect(sandbox.tokens()).toEqual([]);
  })(),
);

test(
  'an answer that comes compressed, though no request allows it, is a clear error',
  onStage(async ({ job }) => {
    const body = gzipSync(JSON.stringify({ userTokenId: SANDBOX_PORTFOLIO_ID, errorCode: 'X' }));
    const encodingsAsked = new Set<unknown>();
    const { port } = await startHttp((request, response) => {
      encodingsAsked.add(request.headers['accept-encoding']);
      response.writeHead(request.method === 'POST' ? 201 : 503, { 'content-encoding': 'gzip' }).end(body);
    });
    const error = errorOf(await job({ 'api-url': `http://127.0.0.1:${port}` }).step());

    expect(error.replace(/request id [0-9a-f-]{36}/, 'request id X')).toBe(
      `There is no user token. No answer from 127.0.0.1:${port}: the answer (HTTP 201) is compressed, although the request does not allow it (request id X). This is not what the API of eToro promises. Check the input api-url, and any proxy on the way.`,
    );
    expect([...encodingsAsked]).toEqual(['identity']);
  }),
);

test.each(['none', 'utf-8', ''])('plain JSON is read, although its header says content-encoding: %s', (encoding) =>
  onStage(
    async ({ sandbox, job }) => {
      expect((await job().step()).outputs['token']).toBe(sandbox.issuedSecrets[0]);
    },
    { createHeaders: { 'content-encoding': encoding } },
  )(),
);

test(
  'an answer that is not HTTP inside its body is asked for once',
  onStage(async ({ job }) => {
    let creates = 0;
    const { port } = await startTcp((socket) =>
      socket.once('data', (sent) => {
        if (String(sent).startsWith('POST')) creates++;
        socket.end('HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"use\r\nzz\r\n');
      }),
    );
    const error = errorOf(await job({ 'api-url': `http://127.0.0.1:${port}` }).step());
    expect(error).toContain('the answer is not HTTP that can be read (HPE_INVALID_CHUNK_SIZE)');
    expect(creates).toBe(1);
  }),
);

test(
  'a list that is too large once is asked for again by the post step',
  onStage(async ({ sandbox, job, end }) => {
    sandbox.failNext('createUserToken', { after: { kind: 'reset' } });
    const run = job();
    await run.step();
    sandbox.failNext('listAgentPortfolios', { after: { kind: 'huge', bytes: 5_000_000 } });
    await end(run);
  }),
);

test(
  'an answer that starts with a byte order mark is read',
  onStage(async ({ sandbox, job }) => {
    const created = () => {
      const [token] = sandbox.tokens();
      return `\uFEFF${JSON.stringify({ userTokenId: token?.id, userToken: token?.secret })}`;
    };
    sandbox.failNext('createUserToken', { after: { kind: 'answer', status: 201, body: created } });
    expect((await job().step()).outputs['token']).toBe(sandbox.issuedSecrets[0]);
  }),
);

test.each<[string, Fault]>([
  ['a server that hangs', { before: { kind: 'hang' } }],
  ['a body that never ends', { after: { kind: 'trickle', everyMs: 200, endless: true } }],
])('%s does not hold the step beyond its timeout', (_, fault) =>
  onStage(async ({ sandbox, job }) => {
    sandbox.failNext('*', fault, 20);
    const step = await job({ timeout: '2s' }).step();

    expect(errorOf(step)).toContain('no whole answer came within 1.0 s');
    // Cleaning up takes five seconds at the most.
    expect(step.durationMs).toBeLessThan(7000);
  })(),
);

test(
  'a slow call is given up before the timeout, so that another one fits',
  onStage(async ({ sandbox, job }) => {
    sandbox.failNext('createUserToken', { before: { kind: 'hang' } });
    const step = await job({ timeout: '10s' }).step();

    expect(step.exitCode).toBe(0);
    expect(step.log).toContain('no whole answer came within 2.5 s');
  }),
);

test(
  'a server that cannot be reached is tried again until the timeout',
  onStage(async ({ job }) => {
    const step = await job({ 'api-url': 'http://127.0.0.1:9', timeout: '30s' }).step();

    expect(errorOf(step)).toContain('No answer from 127.0.0.1:9: the connection cannot be made (ECONNREFUSED)');
    expect(step.log).toContain('before try 2 to create the token.');
    expect(step.durationMs).toBeLessThan(32_000);
  }),
);

// While creating works, the job gets its token, and lost tokens do not pile up.

test('of 25 lost answers in a row, no more than three tokens that nobody holds are alive at once', async () => {
  const lost = 25;
  const alive: number[] = [];
  let tokens = () => 0;
  await onStage(
    async ({ sandbox, job, end, asked }) => {
      tokens = () => sandbox.tokens().length;
      const run = job({ timeout: '1h' }, noJitter);
      const step = await run.step();

      expect(step.exitCode).toBe(0);
      expect(creates(asked())).toHaveLength(lost + 1);
      expect(Math.max(...alive)).toBe(3);
      // The tries that are counted are creates. A look for lost tokens is none.
      const tries = [...step.log.matchAll(/before try (\d+) to create the token\./g)];
      expect(tries.map(([, n]) => Number(n))).toEqual(Array.from({ length: lost }, (_, n) => n + 2));
      expect(step.log).toMatch(/HTTP 503\. Waiting \S+ before trying again to revoke\./);
      await end(run);
    },
    {
      writesPerWindow: 1000,
      fault: (operation, { n }) => {
        alive.push(tokens());
        if (operation === 'createUserToken' && n <= lost) return { after: { kind: 'reset' } };
        return operation === 'listAgentPortfolios' && n % 3 === 1 ? unavailable : undefined;
      },
    },
  )();
});

test(
  'a list without this portfolio proves nothing about its tokens, so the post step asks again',
  onStage(async ({ sandbox, job, end }) => {
    sandbox.failNext('createUserToken', { after: { kind: 'hang' } });
    const run = job({}, noJitter);
    await run.step(signalWhen(() => sandbox.tokens().length > 0));
    const others = [{ agentPortfolioId: '00000000-0000-4000-8000-000000000000', userTokens: [] }];
    sandbox.failNext('listAgentPortfolios', { before: json(200, { agentPortfolios: [] }) });
    sandbox.failNext('listAgentPortfolios', { before: json(200, { agentPortfolios: others }) });

    expect((await end(run)).log).toContain('eToro answered a list without this agent-portfolio. Waiting ');
  }),
);

// The rate limit, and the portfolio that is full.

// How long to wait is read from the headers of an answer by src/http/retry-after.ts, and its unit tests try them all.

test.each([
  { rateLimit: 'pool', rateLimitHeaders: 'ratelimit' },
  { rateLimit: 'separate', rateLimitHeaders: 'x-ratelimit' },
  { rateLimit: 'separate', rateLimitHeaders: 'none' },
] as const)('a job that meets a full window gets its token when the window allows it: %j', (limit) =>
  onStage(
    async ({ sandbox, job }) => {
      await job().step();
      const step = await job().step();

      expect(step.exitCode).toBe(0);
      const calls = sandbox.requests.filter(({ operation }) => operation === 'createUserToken');
      expect(calls.map(({ status }) => status)).toEqual([201, 429, 201]);
      expect(step.log).toMatch(
        /HTTP 429 TooManyRequests: Too many requests\. Waiting 1m[\ds]+ before try 2 to create the token\./,
      );
      expect(step.durationMs).toBeGreaterThanOrEqual(60_000);
      expect(step.durationMs).toBeLessThan(63_000);
    },
    { ...limit, callsPerWindow: 1, writesPerWindow: 1, readsPerWindow: 1 },
  )(),
);

/** A name of the action's form that another job made. */
const ours = (label: string) => `gha-${label}-7-1-0123450123456789001`;

test(
  'a rate limit that does not fit the timeout fails at once with the reason',
  onStage(async ({ sandbox, job }) => {
    sandbox.failNext('createUserToken', { before: json(429, tooMany, { 'retry-after': '600' }) });
    const step = await job({ timeout: '1m' }).step();

    expect(errorOf(step)).toContain('the answer asks to wait 10m, and 1m of 1m are left');
    expect(step.durationMs).toBeLessThan(1000);
  }),
);

test(
  'on a full portfolio, expired tokens of this action and no others are revoked to make room, and writes are left for the token',
  onStage(
    async ({ sandbox, job, time }) => {
      const past = new Date(time.now() - 60_000).toISOString();
      const future = new Date(time.now() + 600_000).toISOString();
      sandbox.addToken({ name: 'my-expired-token', expiresAt: past });
      sandbox.addToken({ name: ours('live'), expiresAt: future });
      sandbox.addToken({ name: ours('for-ever'), expiresAt: undefined });
      for (let n = 0; n < 30; n++) {
        sandbox.addToken({ name: ours(`old-${n}`), expiresAt: past });
      }
      const step = await job({ timeout: '10s' }).step();

      expect(step.exitCode).toBe(0);
      expect(step.log).toContain('The portfolio is full. Revoking tokens of this action');
      const names = sandbox.tokens().map(({ name }) => name);
      expect(names.filter((name) => !name.includes('-old-'))).toEqual([
        ...['my-expired-token', ours('live'), ours('for-ever')],
        step.outputs['token-name'],
      ]);
      expect(names).toHaveLength(24);
    },
    { tokenLimit: 33 },
  ),
);

test(
  'a full portfolio without such a token is an error that counts the tokens',
  onStage(
    async ({ sandbox, job, asked, time }) => {
      sandbox.addToken({ name: 'one', expiresAt: new Date(time.now() - 60_000).toISOString() });
      sandbox.addToken({ name: 'two' });
      const error = errorOf(await job().step());

      expect(error).toContain('HTTP 429 MaxUserTokensExceeded');
      expect(error).toContain('It has 2 tokens, 1 of them expired');
      expect(asked()).toEqual(['createUserToken', 'listAgentPortfolios']);
      expect(sandbox.tokens()).toHaveLength(2);
    },
    { tokenLimit: 2 },
  ),
);

test(
  'a failure of the search for a lost token does not hide the failure before it',
  onStage(async ({ sandbox, job, end }) => {
    sandbox.failNext('createUserToken', { after: unhandled }, 3);
    const notFound = json(404, { errorCode: 'NotFound', errorMessage: 'Not found' });
    sandbox.failNext('listAgentPortfolios', { before: notFound });
    const run = job({}, noJitter);

    expect(errorOf(await run.step())).toBe(
      `There is no user token. eToro answered HTTP 500 UnhandledException: Global Error (request id ${requestId(sandbox, 2)}). eToro has a problem. Try again later, or ask its support about the request id. Looking for lost tokens failed as well: eToro answered HTTP 404 NotFound: Not found (request id ${requestId(sandbox, 3)}).`,
    );
    await end(run);
  }),
);
