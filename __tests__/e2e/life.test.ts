import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import type { SandboxToken } from '../../sandbox/etoro.ts';
import type { Fault } from '../../sandbox/faults.ts';
import type { StepOptions } from '../../sandbox/runner.ts';
import { errorOf, json, listing, onStage, signalWhen, testSignals, warningsOf } from './stage.ts';

// The life of a token where the world around the step breaks: what is left when the job is over.

const unhandled = json(500, { errorCode: 'UnhandledException', errorMessage: 'Global Error' });
const HOUR = 3_600_000;

// A step that the runner has given up, in a container, goes on while the post step runs.

const onLinux = process.platform === 'linux' ? test : test.skip;

/** A step that lives on from the moment when it waits, and what becomes of its process. */
function livingOn(): StepOptions & { readonly ended: () => Promise<unknown[]> } {
  let end: Promise<unknown[]> | undefined;
  return {
    livesOnWhen: (printed) => printed.includes('Waiting'),
    onSpawn: (child: ChildProcess) => {
      end = once(child, 'exit');
    },
    ended: () => end ?? Promise.reject(new Error('it was not started')),
  };
}

onLinux.each<[string, Fault, number]>([
  ['waits for a rate limit', { before: json(429, {}, { 'retry-after': '4' }) }, 1],
  ['waits after a 503', { before: { kind: 'answer', status: 503 } }, 3],
  ['has lost a token', { after: unhandled }, 90],
])('a step that lives on, and %s, is stopped by the post step and leaves no token', (_, fault, n) =>
  onStage(async ({ sandbox, job, time }) => {
    sandbox.failNext('createUserToken', fault, n);
    const run = job();
    const step = livingOn();
    await run.step(step);
    await time.sleep(1500);
    const post = await run.post();

    expect(warningsOf(post)).toEqual([]);
    expect(await step.ended()).toEqual([1, null]);
    await time.sleep(HOUR);
    expect(sandbox.tokens()).toEqual([]);
  })(),
);

onLinux('another process under the number of the step is left alone', () =>
  onStage(async ({ sandbox, job }) => {
    sandbox.failNext('createUserToken', { before: { kind: 'answer', status: 503 } }, 9);
    const run = job();
    const step = livingOn();
    const { state } = await run.step(step);
    const [[name, note] = ['', '']] = Object.entries(state);
    // The step has ended, and its number is taken by somebody else: the process of this test.
    const other = note.replace(/"pid":\d+/, `"pid":${process.pid}`);
    expect(other).not.toBe(note);
    const post = await run.run([`${process.cwd()}/dist/post.js`], {
      env: {
        'INPUT_API-KEY': run.inputs['api-key'] ?? '',
        'INPUT_USER-KEY': run.inputs['user-key'] ?? '',
        'INPUT_API-URL': sandbox.url,
        [`STATE_${name}`]: other,
      },
    });
    expect(post.exitCode).toBe(0);
  })(),
);

test(
  'a step that fails has cleaned up by itself, so that a lost state leaves no token',
  onStage(async ({ sandbox, job }) => {
    sandbox.failNext('createUserToken', { after: unhandled }, 999);
    const run = job({ timeout: '6s' });
    const step = await run.step();

    expect(errorOf(step)).toContain('HTTP 500 UnhandledException');
    expect(step.durationMs).toBeLessThan(11_000);
    expect(sandbox.issuedSecrets.length).toBeGreaterThan(1);
    expect(sandbox.tokens()).toEqual([]);
    expect((await run.post({ losesState: true })).log).toContain('There is nothing to revoke.');
  }),
);

testSignals.each(['SIGINT', 'SIGTERM'] as const)(
  'on %s in the middle of a create, the step revokes what it makes within the time that the runner gives it',
  (signal) =>
    onStage(async ({ sandbox, job }) => {
      for (const fault of [{ delayAfterMs: 1000 }, { after: { kind: 'hang' } }] as const) {
        sandbox.failNext('createUserToken', fault);
        const run = job();
        const step = await run.step(signalWhen(() => sandbox.tokens().length > 0, signal));

        expect(errorOf(step)).toBe(`There is no user token. The step was stopped (${signal}).`);
        expect(step.durationMs).toBeLessThan(7500);
        expect(sandbox.tokens()).toEqual([]);
      }
    })(),
);

test.each([
  [1, '300 creates that answer 500', { after: unhandled }, 300],
  [512, 'one create for 512 addresses', undefined, 0],
] as const)('the state is below 2 KB with %i address(es): %s', (addresses, _, fault, times) =>
  onStage(
    async ({ sandbox, job, end }) => {
      if (fault) sandbox.failNext('createUserToken', fault, times);
      const ips = Array.from({ length: addresses }, (_, n) => `20.1.${n >> 8}.${n & 255}`);
      const run = job({ timeout: '1d', 'runner-ip': ips.join(' ') });
      const step = await run.step();

      expect(step.exitCode).toBe(0);
      for (const value of Object.values(step.state)) expect(value.length).toBeLessThan(2000);
      expect(step.stateFileRaw.length).toBeLessThan(20_000);
      await end(run);
    },
    { writesPerWindow: 100_000, readsPerWindow: 100_000 },
  )(),
);

test(
  'a list of thousands of tokens of one lost name does not hold a step beyond its time',
  onStage(
    async ({ sandbox, job }) => {
      const listed = () => {
        const [{ body } = { body: {} }] = sandbox.requests;
        const { userTokenName } = body as Record<string, string>;
        const userTokens = Array.from({ length: 20_000 }, (_, n) => ({
          userTokenId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
          userTokenName,
        }));
        const agentPortfolioId = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890';
        return JSON.stringify({ agentPortfolios: [{ agentPortfolioId, userTokens }] });
      };
      sandbox.failNext('createUserToken', { after: json(201, {}) });
      sandbox.failNext('listAgentPortfolios', {
        before: { kind: 'answer', status: 200, body: listed },
      });
      sandbox.failNext('deleteUserToken', { before: { kind: 'hang' } }, 50_000);
      const step = await job({ timeout: '5s' }).step();

      expect(errorOf(step)).toContain('HTTP 201 without a userTokenId');
      expect(step.durationMs).toBeLessThan(10_000);
    },
    { writesPerWindow: 100_000 },
  ),
);

// Clocks.

test(
  'a job longer than its token has one try, and no warning, whatever eToro answers',
  onStage(async ({ sandbox, job, asked, time }) => {
    for (const status of [401, 500]) {
      const run = job({ 'expires-in': '15m' });
      await run.step();
      await time.sleep(2 * HOUR);
      sandbox.failNext('deleteUserToken', { before: json(status, { errorCode: 'Unauthorized' }) });
      const before = asked().length;
      const post = await run.post();

      expect(warningsOf(post)).toEqual([]);
      expect(post.log).toMatch(/The user token ".*" has expired\./);
      expect(asked().slice(before)).toEqual(['deleteUserToken']);
    }
  }),
);

test.each([
  ['30 days ahead', -30 * 24 * HOUR],
  ['two days behind', 48 * HOUR],
])("a runner's clock that is %s makes a token for the hour that was asked for", async (_, off) => {
  let now = () => 0;
  await onStage(
    async ({ job, time, end }) => {
      now = () => time.now() + off;
      const run = job();
      const step = await run.step();

      const life = Date.parse(step.outputs['expires-at'] ?? '') - now();
      expect(Math.abs(life - HOUR)).toBeLessThan(60_000);
      expect(warningsOf(step)).toEqual([
        expect.stringMatching(/^The clock of this runner is \S+ (?:ahead of|behind) eToro's\./),
      ]);
      await end(run);
    },
    { now: () => now() },
  )();
});

/** A name of the action's form that another job made. */
const ours = (label: string) => `gha-${label}-7-1-0123450123456789001`;

test.each([
  ["the answer's date is two hours ahead", { date: 2 * HOUR }],
  ['no date comes', { date: undefined }],
])('a full portfolio keeps tokens that live for another 30 minutes when %s', (_, { date }) =>
  onStage(
    async ({ sandbox, job, time }) => {
      const expiresAt = new Date(time.now() + HOUR / 2).toISOString();
      for (const label of ['a', 'b']) sandbox.addToken({ name: ours(label), expiresAt });
      const headers = { date: date ? new Date(time.now() + date).toUTCString() : '' };
      const full = { errorCode: 'MaxUserTokensExceeded', errorMessage: 'Full' };
      sandbox.failNext('createUserToken', { before: json(429, full, headers) }, 4);
      sandbox.failNext('listAgentPortfolios', { before: listing(told(sandbox.tokens()), headers) });
      const step = await job().step();

      expect(errorOf(step)).toContain('It has 2 tokens, 0 of them expired');
      expect(sandbox.tokens()).toHaveLength(2);
    },
    { tokenLimit: 2 },
  )(),
);

test('what is no full date and time is no expiry that is past', () =>
  onStage(async ({ sandbox, job }) => {
    const tokens = ['0001-01-01T00:00:00', '5', 'no. 1', '2001'].map((expiresAt, n) => ({
      ...sandbox.addToken({ name: ours(`x${n}`) }),
      expiresAt,
    }));
    sandbox.failNext('listAgentPortfolios', { before: listing(told(tokens)) });
    const run = job({ expired: 'true', 'dry-run': 'true' }, { action: 'revoke' });
    expect((await run.step()).log).toContain('User tokens on the portfolio: 4. Matching: 0.');
  })());

/** Tokens as a list tells them. */
function told(tokens: readonly SandboxToken[]) {
  return tokens.map(({ id, name, expiresAt }) => ({ userTokenId: id, userTokenName: name, expiresAt }));
}
