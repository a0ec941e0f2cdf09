import { expect, test } from '@jest/globals';
import { SANDBOX_API_KEY, SANDBOX_USER_KEY, startSandbox, type Sandbox } from '../../sandbox/server.ts';
import type { Job, StepResult } from '../../sandbox/runner.ts';
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
  "a gateway's 404 to a revoke does not count as gone, and is tried again",
  onStage(async ({ sandbox, job, end, asked }) => {
    const run = job();
    await run.step();
    sandbox.failNext('deleteUserToken', { before: gateway() });

    expect((await end(run)).log).toMatch(/eToro answered HTTP 404\. Waiting \S+ before /);
    expect(asked()).toEqual(['createUserToken', 'deleteUserToken', 'deleteUserToken']);
  }),
);

test(
  'a revoke whose answer was lost is tried again, and a token that is gone already is no warning',
  onStage(async ({ sandbox, job, end }) => {
    const run = job();
    await run.step();
    sandbox.failNext('deleteUserToken', { after: { kind: 'reset' } });

    expect((await end(run)).log).toContain('is gone already.');
  }),
);

test.each([
  [
    "a gateway's 404 that stays",
    gateway({ 'retry-after': '3600' }),
    (id: string) =>
      `eToro answered HTTP 404 (revoking a token, request id ${id}). This answer is not eToro's: a firewall, a proxy or a gateway gave it. Check the input api-url, and what is between this runner and eToro. There was no further try: eToro asks to wait 1h, and 2m30s of 2m30s are left.`,
  ],
  [
    'a portfolio that is not found any more',
    json(404, { errorCode: 'NotFound', errorMessage: 'Agent-portfolio not found' }),
    (id: string) =>
      `eToro answered HTTP 404 NotFound: Agent-portfolio not found (revoking a token, request id ${id}). This user key has no agent-portfolio of this id. Check the inputs portfolio-id and api-url.`,
  ],
  [
    'a key that may not revoke',
    json(401, { errorCode: 'Unauthorized', errorMessage: 'Unauthorized' }),
    (id: string) =>
      `eToro answered HTTP 401 Unauthorized (revoking a token, request id ${id}). A key is wrong, expired, or not allowed from this runner. Check the secrets behind api-key and user-key, and whether the user key is limited to some addresses.`,
  ],
])('%s is a warning that says when the token expires, and no failure', (_, before, why) =>
  onStage(async ({ sandbox, job, asked }) => {
    const run = job();
    const step = await run.step();
    sandbox.failNext('deleteUserToken', { before });
    const post = await run.post();

    expect(post.exitCode).toBe(0);
    expect(warningsOf(post)).toEqual(notRevoked(step, why(requestId(sandbox))));
    expect(asked()).toEqual(['createUserToken', 'deleteUserToken']);
  })(),
);

// The runner evaluates `with:` again for the post step, and inside nested composite actions it takes the inputs of the
// outermost action.

const reasons =
  'If a later step sets ETORO_USER_KEY: GitHub reads the inputs again for the post step, so write user-key: ${{ secrets.ETORO_USER_KEY }}. If this action runs inside a composite action inside another one: the post step gets the inputs of the outermost one, so pass api-key and user-key under these names through every layer, or set ETORO_API_KEY and ETORO_USER_KEY in the env of the job.';
const notGiven = (input: string, variable: string) =>
  `- ${input}: It is not given. Write ${input}: \${{ secrets.${variable} }}, and check that the repository, or the environment of the job, has that secret: GitHub gives no secrets to workflows from forks and from Dependabot.`;
const otherKey = `The user key of the post step is not the one that made the token, so nothing was sent. ${reasons}`;

const changed: Record<string, [(sandbox: Sandbox) => Record<string, string>, string]> = {
  'has no keys': [
    () => ({ 'api-key': '', 'user-key': '' }),
    `Nothing was sent because 2 inputs are wrong:\n${notGiven('api-key', 'ETORO_API_KEY')}\n${notGiven('user-key', 'ETORO_USER_KEY')}\n${reasons}`,
  ],
  'has another user key': [() => ({ 'user-key': `${SANDBOX_USER_KEY}-of-another` }), otherKey],
  // As `user-key: ${{ env.ETORO_USER_KEY }}` is evaluated when a later step has put the token there.
  'has the token as user key': [({ issuedSecrets }) => ({ 'user-key': issuedSecrets[0] ?? '' }), otherKey],
};

test.each(Object.entries(changed))(
  'a post step that %s sends nothing, and its warning says how to pass the keys',
  (_, [change, why]) =>
    onStage(async ({ sandbox, job, asked }) => {
      const run = job();
      const step = await run.step();
      const post = await run.post({ inputs: { ...run.inputs, ...change(sandbox) } });

      expect(post.exitCode).toBe(0);
      expect(warningsOf(post)).toEqual(notRevoked(step, why));
      expect(asked()).toEqual(['createUserToken']);
    })(),
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

/** Runs the post step with a state that somebody has changed. */
async function postWithState(
  run: Job,
  apiUrl: string,
  step: StepResult,
  change: (state: string) => string,
): Promise<StepResult> {
  const [[name, text] = ['', '']] = Object.entries(step.state);
  const state = change(text);
  expect(state).not.toBe(text);
  return await run.run([`${process.cwd()}/dist/post.js`], {
    env: {
      'INPUT_API-KEY': SANDBOX_API_KEY,
      'INPUT_USER-KEY': SANDBOX_USER_KEY,
      'INPUT_API-URL': apiUrl,
      [`STATE_${name}`]: state,
    },
  });
}

test.each(['input', 'state'])(
  'a post step whose %s names another api-url sends the keys to neither place',
  async (place) => {
    const elsewhere = await startSandbox();
    await onStage(async ({ sandbox, job, asked }) => {
      const run = job();
      const step = await run.step();
      const post =
        place === 'input'
          ? await run.post({ inputs: { ...run.inputs, 'api-url': elsewhere.url } })
          : await postWithState(run, sandbox.url, step, (state) => state.replace(sandbox.url, elsewhere.url));
      const [here, there] = place === 'input' ? [elsewhere.url, sandbox.url] : [sandbox.url, elsewhere.url];

      expect(post.exitCode).toBe(0);
      expect(warningsOf(post)).toEqual(
        notRevoked(
          step,
          `The input api-url of the post step is ${here}/, and the step used ${there}/, so nothing was sent. ${reasons}`,
        ),
      );
      expect(asked()).toEqual(['createUserToken']);
    })();
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  },
);

test(
  'the post step without a step before it, or without keys, does not fail',
  onStage(async ({ job, asked }) => {
    expect((await job().post()).exitCode).toBe(0);
    expect((await job({ 'api-key': '', 'user-key': '' }).post()).exitCode).toBe(0);
    expect(asked()).toEqual([]);
  }),
);
