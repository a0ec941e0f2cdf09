import { expect, test } from '@jest/globals';
import { SANDBOX_API_KEY, SANDBOX_USER_KEY, startSandbox } from '../../sandbox/server.ts';
import type { StepResult } from '../../sandbox/runner.ts';
import { json, onStage, requestId, warningsOf } from './stage.ts';

// What the post step says when it cannot revoke, with the whole warning.

/** The one warning about the token of a step. */
const notRevoked = ({ outputs }: StepResult, why: string) => [
  `The user token "${outputs['token-name'] ?? '?'}" is not revoked: ${why} It expires by itself at ${outputs['expires-at'] ?? '?'}.`,
];

const gateway = (headers = {}) =>
  ({
    kind: 'answer',
    status: 404,
    body: '<html>404 Not Found</html>',
    headers: { 'content-type': 'text/html', ...headers },
  }) as const;

test(
  "a gateway's 404 and a lost answer to a revoke are tried again, and a token that is gone already is no warning",
  onStage(async ({ sandbox, job, end, asked }) => {
    const run = job();
    await run.step();
    sandbox.failNext('deleteUserToken', { before: gateway() });
    sandbox.failNext('deleteUserToken', { after: { kind: 'reset' } });

    const { log } = await end(run);
    expect(log).toMatch(/The answer was HTTP 404\. Waiting \S+ before /);
    expect(log).toContain('is gone already.');
    expect(asked()).toEqual(['createUserToken', ...Array<string>(3).fill('deleteUserToken')]);
  }),
);

test(
  'what eToro refuses is a warning that says why and when the token expires, and no failure',
  onStage(async ({ sandbox, job, asked }) => {
    const run = job();
    const step = await run.step();
    for (const [before, answered, advice] of [
      [
        gateway({ 'retry-after': '3600' }),
        'The answer was HTTP 404',
        "This answer is not eToro's: a firewall, a proxy or a gateway gave it. Check the input api-url, and what is between this runner and eToro. There was no further try: the answer asks to wait 1h, and 2m30s of 2m30s are left.",
      ],
      [
        json(404, { errorCode: 'NotFound', errorMessage: 'Agent-portfolio not found' }),
        'eToro answered HTTP 404 NotFound: Agent-portfolio not found',
        'This user key had the agent-portfolio when the token was made, and does not have it now.',
      ],
    ] as const) {
      sandbox.failNext('deleteUserToken', { before });
      const post = await run.post();

      expect(post.exitCode).toBe(0);
      const why = `${answered} (revoking a token, request id ${requestId(sandbox)}). ${advice}`;
      expect(warningsOf(post)).toEqual(notRevoked(step, why));
    }
    expect(asked()).toEqual(['createUserToken', 'deleteUserToken', 'deleteUserToken']);
  }),
);

// The runner evaluates `with:` again for the post step, and inside nested composite actions it takes the inputs of the
// outermost action.

const reasons =
  'If a later step sets ETORO_USER_KEY: GitHub reads the inputs again for the post step, so write user-key: ${{ secrets.ETORO_USER_KEY }}. If this action runs inside a composite action inside another one: the post step gets the inputs of the outermost one, so pass api-key and user-key under these names through every layer, or set ETORO_API_KEY and ETORO_USER_KEY in the env of the job.';
const otherKey = `The user key of the post step is not the one that made the token, so nothing was sent. ${reasons}`;

test(
  'a post step without keys, or with another user key, sends nothing, and its warning says how to pass the keys',
  onStage(async ({ sandbox, job, asked }) => {
    const run = job();
    const step = await run.step();
    for (const [change, why] of [
      [
        { 'api-key': '', 'user-key': '' },
        `Nothing was sent because 2 inputs are wrong:\n- api-key: It is not given. Write api-key: \${{ secrets.ETORO_API_KEY }}\n- user-key: It is not given. Write user-key: \${{ secrets.ETORO_USER_KEY }}\n${reasons}`,
      ],
      [{ 'user-key': `${SANDBOX_USER_KEY}-of-another` }, otherKey],
      // As `user-key: ${{ env.ETORO_USER_KEY }}` is evaluated when a later step has put the token there.
      [{ 'user-key': sandbox.issuedSecrets[0] ?? '' }, otherKey],
    ] as const) {
      const post = await run.post({ inputs: { ...run.inputs, ...change } });

      expect(post.exitCode).toBe(0);
      expect(warningsOf(post)).toEqual(notRevoked(step, why));
    }
    expect(asked()).toEqual(['createUserToken']);
  }),
);

test(
  'a token that stays on purpose is not said to be left',
  onStage(async ({ sandbox, job }) => {
    const run = job({ revoke: 'false' });
    sandbox.failNext('createUserToken', { after: { kind: 'reset' } });
    await run.step();
    const post = await run.post({ inputs: { ...run.inputs, 'user-key': `${SANDBOX_USER_KEY}-of-another` } });

    expect(warningsOf(post)).toEqual([
      expect.stringMatching(/^There may be a user token "ghk-\S+…" that nobody holds: /),
    ]);
  }),
);

test(
  'a post step with the inputs of the outermost action revokes with the keys in the env of the job',
  onStage(async ({ sandbox, job }) => {
    const env = { ETORO_API_KEY: SANDBOX_API_KEY, ETORO_USER_KEY: SANDBOX_USER_KEY };
    const run = job({}, { env });
    await run.step();
    const post = await run.post({ inputs: { 'api-url': sandbox.url } });

    expect(warningsOf(post)).toEqual([]);
    expect(sandbox.tokens()).toEqual([]);
  }),
);

test('a post step whose input names another api-url sends the keys to neither place', async () => {
  const elsewhere = await startSandbox();
  await onStage(async ({ sandbox, job, asked }) => {
    const run = job();
    const step = await run.step();
    const post = await run.post({ inputs: { ...run.inputs, 'api-url': elsewhere.url } });

    expect(post.exitCode).toBe(0);
    const why = `The input api-url of the post step is ${elsewhere.url}/, and the step used ${sandbox.url}/, so nothing was sent. ${reasons}`;
    expect(warningsOf(post)).toEqual(notRevoked(step, why));
    expect(asked()).toEqual(['createUserToken']);
  })();
  expect(elsewhere.requests).toEqual([]);
  await elsewhere.close();
});

test(
  'the post step without a step before it does not fail, also without keys',
  onStage(async ({ job, asked }) => {
    expect((await job({ 'api-key': '', 'user-key': '' }).post()).exitCode).toBe(0);
    expect(asked()).toEqual([]);
  }),
);
