import { expect, test } from '@jest/globals';
import { cancel } from '../../sandbox/runner.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { realTime } from '../../sandbox/timekeeper.ts';
import { HOUR } from '../fakes.ts';
import { errorOf, json, onStage, signalWhen, testSignals, warningsOf } from './stage.ts';

// The runner stops a step with signals: SIGINT, after 7.5 s SIGTERM, after 2.5 s more SIGKILL.

test(
  'when the step is killed after eToro made the token, the post step finds it by its name and revokes it',
  onStage(async ({ sandbox, job, end, asked }) => {
    sandbox.failNext('createUserToken', { after: { kind: 'hang' } });
    const run = job({ revoke: 'false' });
    const step = await run.step(signalWhen(() => sandbox.tokens().length > 0));
    expect(step.signal).toBe('SIGKILL');

    await end(run);
    expect(asked().slice(0, 3)).toEqual(['createUserToken', 'listAgentPortfolios', 'deleteUserToken']);
  }),
);

test.each([2500, 20_000])(
  'a token that appears only %i ms after its call, when the step was killed, is found as well',
  (delayBeforeMs) =>
    onStage(async ({ sandbox, job, end }) => {
      sandbox.failNext('createUserToken', { delayBeforeMs });
      const run = job();
      await run.step(signalWhen(() => sandbox.requests.length > 0));
      expect(sandbox.tokens()).toHaveLength(0);

      await end(run);
      expect(sandbox.issuedSecrets).toHaveLength(1);
    })(),
);

// The moment counts, so here the step is on real time.

testSignals.each([0, 3])('a second SIGINT %s ms after the first kills nothing, and the step cleans up', (afterMs) =>
  onStage(
    async ({ sandbox, job }) => {
      sandbox.failNext('createUserToken', { after: { kind: 'hang' } });
      const run = job();
      const step = await run.step({
        signals: [
          { signal: 'SIGINT', when: () => sandbox.tokens().length > 0 },
          { signal: 'SIGINT', afterMs },
        ],
      });

      expect(step.signal).toBeNull();
      expect(errorOf(step)).toContain('The step was stopped (SIGINT).');
      expect(sandbox.tokens()).toEqual([]);
    },
    { time: realTime },
  )(),
);

testSignals.each([0, 5])('two SIGINTs that meet the answer with the token leave no token behind (%s ms)', (afterMs) =>
  onStage(async ({ sandbox, job, end }) => {
    const run = job();
    const step = await run.step({
      time: realTime,
      signals: [{ signal: 'SIGINT', when: () => sandbox.tokens().length > 0, afterMs }, { signal: 'SIGINT' }],
    });

    expect(step.signal).toBeNull();
    expect(step.exitCode).toBe(step.outputs['token'] === undefined ? 1 : 0);
    await end(run);
  })(),
);

const limit = json(429, {}, { 'retry-after': '30' });

testSignals.each<[string, Fault, (printed: string, asked: readonly string[]) => boolean, number]>([
  ['finishes the revoke in flight', { delayAfterMs: 1000 }, (_, asked) => asked.includes('deleteUserToken'), 1],
  [
    'makes one more try when the revoke in flight fails, without a wait',
    { delayBeforeMs: 500, before: json(503, {}, { 'retry-after': '30' }) },
    (_, asked) => asked.includes('deleteUserToken'),
    2,
  ],
  [
    'ends its wait for a rate limit and makes one more try',
    { before: limit },
    (printed) => printed.includes('Waiting'),
    2,
  ],
])('on SIGINT the post step %s', (_, fault, when, tries) =>
  onStage(async ({ sandbox, job, asked }) => {
    const run = job();
    await run.step();
    sandbox.failNext('deleteUserToken', fault);
    const post = await run.post({
      signals: [{ signal: 'SIGINT', when: (printed) => when(printed, asked()) }],
    });

    expect(post).toMatchObject({ exitCode: 0, signal: null });
    expect(post.durationMs).toBeLessThan(4000);
    expect(warningsOf(post)).toEqual([]);
    expect(asked()).toEqual(['createUserToken', ...Array<string>(tries).fill('deleteUserToken')]);
    expect(sandbox.tokens()).toEqual([]);
  })(),
);

testSignals(
  'on SIGINT the post step ends before the runner asks again, and says what is left',
  onStage(async ({ sandbox, job, asked }) => {
    const run = job();
    const { outputs } = await run.step();
    sandbox.failNext('deleteUserToken', { before: { kind: 'hang' } }, 9);
    const post = await run.post({
      signals: cancel({ when: () => asked().includes('deleteUserToken') }),
    });

    expect(post).toMatchObject({ exitCode: 0, signal: null });
    // Then comes SIGTERM, and SIGKILL soon after.
    expect(post.durationMs).toBeLessThan(7500);
    expect(warningsOf(post)).toEqual([
      expect.stringMatching(
        `^The user token "${outputs['token-name']}" is not revoked: .* expires by itself at ${outputs['expires-at']}\\.$`,
      ),
    ]);
  }),
);

testSignals(
  'on SIGINT while a token of a wrong clock is revoked, the step ends before the runner asks again',
  async () => {
    let now = () => 0;
    await onStage(
      async ({ sandbox, job, time, asked }) => {
        now = () => time.now() - 2 * HOUR;
        sandbox.failNext('deleteUserToken', { before: { kind: 'hang' } }, 9);
        const step = await job().step({ signals: cancel({ when: () => asked().includes('deleteUserToken') }) });

        expect(errorOf(step)).toContain('The step was stopped (SIGINT).');
        expect(step.durationMs).toBeLessThan(7500);
      },
      { now: () => now() },
    )();
  },
);
