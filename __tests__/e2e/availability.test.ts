import { expect, test } from '@jest/globals';
import type { Fault } from '../../sandbox/faults.ts';
import { onStage, preload, warningsOf } from './stage.ts';

// While creating works, the job gets its token, and lost tokens do not pile up.

const unavailable: Fault = { before: { kind: 'answer', status: 503 } };

test(
  'when an answer is lost and neither the list nor a revoke works, the step succeeds, and the post step leaves nothing',
  onStage(async ({ sandbox, job, asked }) => {
    sandbox.failNext('createUserToken', { after: { kind: 'reset' } });
    sandbox.failNext('listAgentPortfolios', unavailable, 2);
    sandbox.failNext('deleteUserToken', unavailable);
    const run = job({}, { env: preload('no-jitter.cjs') });

    expect((await run.step()).exitCode).toBe(0);
    expect(sandbox.tokens()).toHaveLength(2);

    const post = await run.post();
    expect(post.exitCode).toBe(0);
    expect(warningsOf(post)).toEqual([]);
    expect(asked().filter((operation) => operation === 'listAgentPortfolios')).toHaveLength(3);
    expect(sandbox.tokens()).toEqual([]);
  }),
);

test('of 25 lost answers in a row, no more than three tokens that nobody holds are alive at once', async () => {
  const lost = 25;
  const alive: number[] = [];
  let tokens = () => 0;
  await onStage(
    async ({ sandbox, job, asked }) => {
      tokens = () => sandbox.tokens().length;
      const run = job({}, { env: preload('no-jitter.cjs') });
      const step = await run.step();

      expect(step.exitCode).toBe(0);
      expect(asked().filter((operation) => operation === 'createUserToken')).toHaveLength(26);
      expect(Math.max(...alive)).toBe(3);
      // The tries that are counted are creates. A look for lost tokens is none.
      const tries = [...step.log.matchAll(/before try (\d+) to create the token\./g)];
      expect(tries.map(([, n]) => Number(n))).toEqual(
        Array.from({ length: lost }, (_, n) => n + 2),
      );
      expect(step.log).toMatch(/HTTP 503\. Waiting \S+ before looking again for lost tokens\./);

      const post = await run.post();
      expect(warningsOf(post)).toEqual([]);
      expect(sandbox.tokens()).toEqual([]);
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
