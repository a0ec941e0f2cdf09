import { expect, test } from '@jest/globals';
import { cancel } from '../../sandbox/runner.ts';
import { realTime } from '../../sandbox/timekeeper.ts';
import { errorOf, json, onStage, signalWhen, warningsOf } from './stage.ts';

// The runner stops a step with signals: SIGINT, after 7.5 s SIGTERM, after 2.5 s more SIGKILL.

// On Windows every signal kills at once.
const testSignals = process.platform === 'win32' ? test.skip : test;

testSignals.each(['SIGINT', 'SIGTERM'] as const)(
  'on %s the step stops at once, and the post step revokes what was made',
  (signal) =>
    onStage(async ({ sandbox, job }) => {
      sandbox.failNext('createUserToken', { after: { kind: 'hang' } });
      const run = job();
      const step = await run.step(signalWhen(() => sandbox.tokens().length > 0, signal));

      expect(errorOf(step)).toBe(
        `There is no user token. The step was stopped (${signal}). The post step revokes what was made.`,
      );
      expect(sandbox.tokens()).toHaveLength(1);

      await run.post();
      expect(sandbox.tokens()).toEqual([]);
    })(),
);

test(
  'when the step is killed after eToro made the token, the post step finds it by its name and revokes it',
  onStage(async ({ sandbox, job, asked }) => {
    sandbox.failNext('createUserToken', { after: { kind: 'hang' } });
    const run = job({ revoke: 'false' });
    const step = await run.step(signalWhen(() => sandbox.tokens().length > 0));
    expect(step.signal).toBe('SIGKILL');

    const post = await run.post();
    expect(post.exitCode).toBe(0);
    expect(asked()).toEqual(['createUserToken', 'listAgentPortfolios', 'deleteUserToken']);
    expect(sandbox.tokens()).toEqual([]);
  }),
);

test(
  'a token that appears only after the step was killed is found as well',
  onStage(async ({ sandbox, job }) => {
    sandbox.failNext('createUserToken', { delayBeforeMs: 2500 });
    const run = job();
    await run.step(signalWhen(() => sandbox.requests.length > 0));
    expect(sandbox.tokens()).toHaveLength(0);

    await run.post();
    expect(sandbox.issuedSecrets).toHaveLength(1);
    expect(sandbox.tokens()).toEqual([]);
  }),
);

testSignals.each([0, 1, 3, 6, 10])(
  'a second SIGINT %s ms after the first kills nothing, and the state names what was made',
  (afterMs) =>
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
        expect(step.state['tokens']).toContain(`"${sandbox.tokens()[0]?.name ?? '?'}"`);

        expect(warningsOf(await run.post())).toEqual([]);
        expect(sandbox.tokens()).toEqual([]);
      },
      { time: realTime },
    )(),
);

testSignals.each([0, 2, 5, 10])(
  'two SIGINTs that meet the answer with the token leave no token behind (%s ms)',
  (afterMs) =>
    onStage(
      async ({ sandbox, job }) => {
        const run = job();
        const step = await run.step({
          signals: [
            { signal: 'SIGINT', when: () => sandbox.tokens().length > 0, afterMs },
            { signal: 'SIGINT' },
          ],
        });

        expect(step.signal).toBeNull();
        expect(step.exitCode).toBe(step.outputs['token'] === undefined ? 1 : 0);
        expect(step.state['tokens']).toContain(`"${sandbox.tokens()[0]?.name ?? '?'}"`);

        expect(warningsOf(await run.post())).toEqual([]);
        expect(sandbox.tokens()).toEqual([]);
      },
      { time: realTime },
    )(),
);

testSignals(
  'on SIGINT the post step finishes the revoke in flight',
  onStage(async ({ sandbox, job, asked }) => {
    const run = job();
    await run.step();
    sandbox.failNext('deleteUserToken', { delayAfterMs: 1000 });
    const post = await run.post(signalWhen(() => asked().includes('deleteUserToken'), 'SIGINT'));

    expect(post.exitCode).toBe(0);
    expect(warningsOf(post)).toEqual([]);
    expect(asked()).toEqual(['createUserToken', 'deleteUserToken']);
    expect(sandbox.tokens()).toEqual([]);
  }),
);

testSignals(
  'on SIGINT the post step makes one more try when the revoke in flight fails, without a wait',
  onStage(async ({ sandbox, job, asked }) => {
    const run = job();
    await run.step();
    sandbox.failNext('deleteUserToken', {
      delayBeforeMs: 500,
      before: json(503, {}, { 'retry-after': '30' }),
    });
    const post = await run.post(signalWhen(() => asked().includes('deleteUserToken'), 'SIGINT'));

    expect(post.exitCode).toBe(0);
    expect(post.durationMs).toBeLessThan(4000);
    expect(warningsOf(post)).toEqual([]);
    expect(asked()).toEqual(['createUserToken', 'deleteUserToken', 'deleteUserToken']);
    expect(sandbox.tokens()).toEqual([]);
  }),
);

testSignals(
  'on SIGINT the post step ends its wait for a rate limit and makes one more try',
  onStage(async ({ sandbox, job, asked }) => {
    const run = job();
    await run.step();
    sandbox.failNext('deleteUserToken', { before: json(429, {}, { 'retry-after': '30' }) });
    const post = await run.post({
      signals: [{ signal: 'SIGINT', when: (printed) => printed.includes('Waiting') }],
    });

    expect(post.exitCode).toBe(0);
    expect(post.durationMs).toBeLessThan(4000);
    expect(warningsOf(post)).toEqual([]);
    expect(asked().filter((operation) => operation === 'deleteUserToken')).toHaveLength(2);
    expect(sandbox.tokens()).toEqual([]);
  }),
);

testSignals(
  'on SIGINT the post step ends before the runner asks again, and says what is left',
  onStage(async ({ sandbox, job, asked, time }) => {
    const run = job();
    const step = await run.step();
    sandbox.failNext('deleteUserToken', { before: { kind: 'hang' } }, 9);
    let stoppedAt = 0;
    const post = await run.post({
      signals: cancel({
        when: () => {
          stoppedAt = time.now();
          return asked().includes('deleteUserToken');
        },
      }),
    });

    expect(post).toMatchObject({ exitCode: 0, signal: null });
    // Then comes SIGTERM, and SIGKILL soon after.
    expect(time.now() - stoppedAt).toBeLessThan(7500);
    expect(warningsOf(post)).toEqual([
      `The user token "${step.outputs['token-name'] ?? '?'}" is not revoked: The step was stopped (SIGINT). It expires by itself at ${step.outputs['expires-at'] ?? '?'}.`,
    ]);
  }),
);
