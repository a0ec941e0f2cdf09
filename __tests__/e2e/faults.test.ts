import { expect, test } from '@jest/globals';
import type { Fault } from '../../sandbox/faults.ts';
import { errorOf, json, onStage, preload, warningsOf } from './stage.ts';

const html = (status: number) =>
  ({
    kind: 'answer',
    status,
    body: '<html>Bad gateway</html>',
    headers: { 'content-type': 'text/html' },
  }) as const;
const unhandled = json(500, { errorCode: 'UnhandledException', errorMessage: 'Global Error' });

/** Ways in which the one answer with the secret gets lost, though eToro has made the token. */
const lostAnswers: Record<string, Fault> = {
  'a connection that is reset': { after: { kind: 'reset' } },
  'a connection that closes without an answer': { after: { kind: 'empty' } },
  'a body that breaks off': { after: { kind: 'cut', bytes: 20 } },
  'a 500': { after: unhandled },
  "a gateway's 502 in HTML": { after: html(502) },
  'a 503': { after: { kind: 'answer', status: 503 } },
  'a 504': { after: { kind: 'answer', status: 504 } },
};

test.each(Object.entries(lostAnswers))(
  'when the answer is lost by %s, the job gets another token at once, and the post step revokes both',
  (_, fault) =>
    onStage(async ({ sandbox, job, asked }) => {
      sandbox.failNext('createUserToken', fault);
      const run = job({}, { env: preload('no-jitter.cjs') });
      const step = await run.step();

      expect(step.exitCode).toBe(0);
      expect(asked()).toEqual(['createUserToken', 'createUserToken']);
      expect(sandbox.tokens()[1]?.secret).toBe(step.outputs['token']);
      expect(step.log).toMatch(/\. Waiting \d(\.\d)?s before try 2 to create the token\./);

      const post = await run.post();
      expect(asked().slice(2)).toEqual([
        ...['deleteUserToken', 'listAgentPortfolios', 'deleteUserToken'],
      ]);
      expect(warningsOf(post)).toEqual([]);
      expect(sandbox.tokens()).toEqual([]);
    })(),
);

test.each(Object.entries(lostAnswers))(
  'under an exact token-name, a token whose answer was lost by %s is revoked before the next try',
  (_, fault) =>
    onStage(async ({ sandbox, job, asked }) => {
      sandbox.failNext('createUserToken', fault);
      const run = job({ 'token-name': 'bot' }, { env: preload('no-jitter.cjs') });
      const step = await run.step();

      expect(step.exitCode).toBe(0);
      expect(asked()).toEqual([
        ...['createUserToken', 'listAgentPortfolios', 'deleteUserToken'],
        'createUserToken',
      ]);
      expect(sandbox.tokens()).toEqual([
        expect.objectContaining({ name: 'bot', secret: step.outputs['token'] }),
      ]);
      await run.post();
      expect(sandbox.tokens()).toEqual([]);
    })(),
);

/** Answers that say that a token was made and are not what the API promises: another try would end the same way. */
const brokenPromises: Record<string, Fault> = {
  'a 201 without a token': {
    after: json(201, { userTokenId: 'f9e8d7c6-b5a4-3210-fedc-ba9876543210' }),
  },
  'a 201 with an empty token': { after: json(201, { userTokenId: '', userToken: '' }) },
  'a 201 that is no JSON': { after: { kind: 'answer', status: 201, body: '<html>OK</html>' } },
  'a 201 that is no object': { after: { kind: 'answer', status: 201, body: 'null' } },
  'a 200': { after: json(200, { ok: true }) },
  'a body that is huge': { after: { kind: 'huge', bytes: 2_000_000 } },
};

test.each(Object.entries(brokenPromises))(
  '%s ends the step with one clear error, and no token is left',
  (_, fault) =>
    onStage(async ({ sandbox, job, asked }) => {
      sandbox.failNext('createUserToken', fault);
      const run = job();
      const error = errorOf(await run.step());
      await run.post();

      expect(error).toContain('This is not what the API of eToro promises.');
      expect(asked().filter((operation) => operation === 'createUserToken')).toHaveLength(1);
      expect(sandbox.tokens()).toEqual([]);
    })(),
);

/** Answers that do not come in time. */
const slowness: Record<string, Fault> = {
  'a server that hangs': { before: { kind: 'hang' } },
  'a body that trickles': { after: { kind: 'trickle', everyMs: 200 } },
  'a body that never ends': { after: { kind: 'trickle', everyMs: 200, endless: true } },
};

test.each(Object.entries(slowness))('%s does not hold the step beyond its timeout', (_, fault) =>
  onStage(async ({ sandbox, job }) => {
    sandbox.failNext('*', fault, 20);
    const step = await job({ timeout: '2s' }).step();

    expect(errorOf(step)).toContain('no whole answer came within 1.0 s');
    expect(step.durationMs).toBeLessThan(4000);
  })(),
);

test(
  'a slow call is given up before the timeout, so that another one fits',
  onStage(async ({ sandbox, job }) => {
    sandbox.failNext('createUserToken', { before: { kind: 'hang' } });
    const run = job({ timeout: '10s' });
    const step = await run.step();

    expect(step.exitCode).toBe(0);
    expect(step.log).toContain('no whole answer came within 2.5 s');
  }),
);

test(
  'a rate limit is waited for as Retry-After says, and told in the log',
  onStage(async ({ sandbox, job, asked }) => {
    const limit = { errorCode: 'TooManyRequests', errorMessage: 'Too many requests' };
    sandbox.failNext('createUserToken', { before: json(429, limit, { 'retry-after': '1' }) });
    const step = await job().step();

    expect(step.exitCode).toBe(0);
    expect(step.durationMs).toBeGreaterThan(1000);
    expect(asked()).toEqual(['createUserToken', 'createUserToken']);
    expect(step.log).toMatch(
      /HTTP 429 TooManyRequests: Too many requests\. Waiting [1-3](\.\d)?s before try 2 to create the token\./,
    );
  }),
);

test(
  'a rate limit that does not fit the timeout fails at once with the reason',
  onStage(async ({ sandbox, job }) => {
    const limit = { errorCode: 'TooManyRequests', errorMessage: 'Too many requests' };
    sandbox.failNext('createUserToken', { before: json(429, limit, { 'retry-after': '600' }) });
    const step = await job({ timeout: '1m' }).step();

    expect(errorOf(step)).toMatch(/eToro asks to wait 10m, and (1m|59s) of 1m are left/);
    expect(step.durationMs).toBeLessThan(3000);
  }),
);

test(
  'a server that cannot be reached is tried again until the timeout',
  onStage(async ({ job }) => {
    const step = await job({ 'api-url': 'http://127.0.0.1:9', timeout: '3s' }).step();

    expect(errorOf(step)).toContain(
      'No answer from 127.0.0.1:9: the connection cannot be made (ECONNREFUSED)',
    );
    expect(step.log).toContain('before try 2 to create the token.');
  }),
);

test(
  'on a full portfolio, expired gha- tokens and no others are revoked to make room',
  onStage(
    async ({ sandbox, job }) => {
      const past = new Date(Date.now() - 60_000).toISOString();
      const future = new Date(Date.now() + 600_000).toISOString();
      sandbox.addToken({ name: 'gha-octo-org-old-1-1-abc', expiresAt: past });
      sandbox.addToken({ name: 'my-expired-token', expiresAt: past });
      sandbox.addToken({ name: 'gha-octo-org-live-1-1-abc', expiresAt: future });
      sandbox.addToken({ name: 'gha-for-ever', expiresAt: undefined });
      const step = await job().step();

      expect(step.exitCode).toBe(0);
      expect(step.log).toContain('revoked the expired user token "gha-octo-org-old-1-1-abc"');
      const names = sandbox.tokens().map(({ name }) => name);
      expect(names).toEqual([
        'my-expired-token',
        'gha-octo-org-live-1-1-abc',
        'gha-for-ever',
        step.outputs['token-name'],
      ]);
    },
    { tokenLimit: 4 },
  ),
);

test(
  'a full portfolio without such a token is an error that counts the tokens',
  onStage(
    async ({ sandbox, job, asked }) => {
      sandbox.addToken({ name: 'one', expiresAt: new Date(Date.now() - 60_000).toISOString() });
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
  'the post step tries again, and a token that is gone already is success',
  onStage(async ({ sandbox, job }) => {
    const run = job();
    await run.step();
    sandbox.failNext('deleteUserToken', { after: { kind: 'reset' } });
    const post = await run.post();

    expect(post.exitCode).toBe(0);
    expect(warningsOf(post)).toEqual([]);
    expect(post.log).toContain('is gone already');
    expect(sandbox.tokens()).toEqual([]);
  }),
);

test(
  'what the post step may not revoke is a warning that says when the token expires, and the job does not fail',
  onStage(async ({ sandbox, job }) => {
    const run = job();
    const step = await run.step();
    const body = { errorCode: 'Unauthorized', errorMessage: 'Unauthorized' };
    sandbox.failNext('deleteUserToken', { before: json(401, body) }, 100);
    const post = await run.post();

    expect(post.exitCode).toBe(0);
    expect(warningsOf(post)).toEqual([
      expect.stringContaining(`It expires by itself at ${step.outputs['expires-at'] ?? '?'}.`),
    ]);
    expect(warningsOf(post)[0]).toContain('HTTP 401 Unauthorized');
  }),
);

test(
  'the post step without a step before it, or without keys, does not fail',
  onStage(async ({ job, asked }) => {
    expect((await job().post()).exitCode).toBe(0);
    expect((await job({ 'api-key': '', 'user-key': '' }).post()).exitCode).toBe(0);
    expect(asked()).toEqual([]);
  }),
);
