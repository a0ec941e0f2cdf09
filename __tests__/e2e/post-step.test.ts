import { expect, test } from '@jest/globals';
import { SANDBOX_API_KEY, SANDBOX_USER_KEY, type Sandbox } from '../../sandbox/server.ts';
import type { StepResult } from '../../sandbox/runner.ts';
import { json, onStage, warningsOf } from './stage.ts';

// What the post step says when it cannot revoke, with the whole warning.

const requestId = (sandbox: Sandbox) => String(sandbox.requests.at(-1)?.headers['x-request-id']);

/** The one warning about the token of a step. */
const notRevoked = ({ outputs }: StepResult, why: string) => [
  `The user token "${outputs['token-name'] ?? '?'}" is not revoked: ${why} It expires by itself at ${outputs['expires-at'] ?? '?'}.`,
];

const gateway = (headers = {}) => ({
  kind: 'answer' as const,
  status: 404,
  body: '<html>404 Not Found</html>',
  headers: { 'content-type': 'text/html', ...headers },
});

test(
  "a gateway's 404 to a revoke does not count as gone, and is tried again",
  onStage(async ({ sandbox, job, asked }) => {
    const run = job();
    await run.step();
    sandbox.failNext('deleteUserToken', { before: gateway() });
    const post = await run.post();

    expect(warningsOf(post)).toEqual([]);
    expect(post.log).toMatch(/eToro answered HTTP 404\. Waiting \S+ before /);
    expect(asked()).toEqual(['createUserToken', 'deleteUserToken', 'deleteUserToken']);
    expect(sandbox.tokens()).toEqual([]);
  }),
);

test(
  "a gateway's 404 that stays is a warning that says when the token expires",
  onStage(async ({ sandbox, job }) => {
    const run = job();
    const step = await run.step();
    sandbox.failNext('deleteUserToken', { before: gateway({ 'retry-after': '3600' }) });
    const post = await run.post();

    expect(post.exitCode).toBe(0);
    expect(warningsOf(post)).toEqual(
      notRevoked(
        step,
        `eToro answered HTTP 404 (revoking a token, request id ${requestId(sandbox)}). This is not what the API of eToro promises. Check the input api-url, and any proxy on the way. There was no further try: eToro asks to wait 1h, and 1m of 1m are left.`,
      ),
    );
  }),
);

test(
  'a portfolio that is not found any more is a warning, because the token may be alive',
  onStage(async ({ sandbox, job, asked }) => {
    const run = job();
    const step = await run.step();
    const body = { errorCode: 'NotFound', errorMessage: 'Agent-portfolio not found' };
    sandbox.failNext('deleteUserToken', { before: json(404, body) });
    const post = await run.post();

    expect(post.exitCode).toBe(0);
    expect(warningsOf(post)).toEqual(
      notRevoked(
        step,
        `eToro answered HTTP 404 NotFound: Agent-portfolio not found (revoking a token, request id ${requestId(sandbox)}). This user key has no agent-portfolio of this id. Check the inputs portfolio-id and api-url.`,
      ),
    );
    expect(asked()).toEqual(['createUserToken', 'deleteUserToken']);
  }),
);

test(
  'a token that somebody else revoked is gone, and that is no warning',
  onStage(async ({ sandbox, job }) => {
    const run = job();
    await run.step();
    const body = { errorCode: 'NotFound', errorMessage: 'User token not found' };
    sandbox.failNext('deleteUserToken', { before: json(404, body) });
    const post = await run.post();

    expect(warningsOf(post)).toEqual([]);
    expect(post.log).toContain('is gone already.');
  }),
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
  'has no user key': [
    () => ({ 'user-key': '' }),
    `Nothing was sent because one input is wrong:\n${notGiven('user-key', 'ETORO_USER_KEY')}\n${reasons}`,
  ],
  'has another user key': [() => ({ 'user-key': `${SANDBOX_USER_KEY}-of-another` }), otherKey],
  'has the token as user key': [
    ({ issuedSecrets }) => ({ 'user-key': issuedSecrets[0] ?? '' }),
    otherKey,
  ],
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
    const run = job(
      {},
      { env: { ETORO_API_KEY: SANDBOX_API_KEY, ETORO_USER_KEY: SANDBOX_USER_KEY } },
    );
    await run.step();
    const post = await run.post({ inputs: { 'api-url': sandbox.url } });

    expect(warningsOf(post)).toEqual([]);
    expect(sandbox.tokens()).toEqual([]);
  }),
);

test(
  'a later step that puts the token into ETORO_USER_KEY does not make the post step use it',
  onStage(async ({ sandbox, job, asked }) => {
    const run = job({}, { env: { ETORO_USER_KEY: SANDBOX_USER_KEY } });
    const step = await run.step();
    const token = sandbox.issuedSecrets[0] ?? '';
    await run.run([
      '--eval',
      `require('fs').appendFileSync(process.env.GITHUB_ENV, ${JSON.stringify(`ETORO_USER_KEY=${token}\n`)})`,
    ]);
    // As `user-key: ${{ env.ETORO_USER_KEY }}` is evaluated then.
    const post = await run.post({ inputs: { ...run.inputs, 'user-key': token } });

    expect(warningsOf(post)).toEqual(notRevoked(step, otherKey));
    expect(asked()).toEqual(['createUserToken']);
  }),
);

test('a post step with another api-url sends the keys to neither place', async () => {
  await onStage(async (elsewhere) => {
    await onStage(async ({ sandbox, job, asked }) => {
      const run = job();
      const step = await run.step();
      const { url } = elsewhere.sandbox;
      const post = await run.post({ inputs: { ...run.inputs, 'api-url': url } });

      expect(post.exitCode).toBe(0);
      expect(warningsOf(post)).toEqual(
        notRevoked(
          step,
          `The input api-url of the post step is ${url}/, and the step used ${sandbox.url}/, so nothing was sent. ${reasons}`,
        ),
      );
      expect(asked()).toEqual(['createUserToken']);
    })();
    expect(elsewhere.asked()).toEqual([]);
  })();
});

test('a state that names another api-url is an error, not a request', async () => {
  await onStage(async (elsewhere) => {
    await onStage(async ({ sandbox, job, asked }) => {
      const run = job();
      const step = await run.step();
      const { url } = elsewhere.sandbox;
      const state = step.state['tokens']?.replace(`${sandbox.url}/`, `${url}/`) ?? '';
      expect(state).toContain(url);
      const post = await run.run(
        ['dist/post.js'].map((file) => `${process.cwd()}/${file}`),
        {
          env: {
            'INPUT_API-KEY': SANDBOX_API_KEY,
            'INPUT_USER-KEY': SANDBOX_USER_KEY,
            'INPUT_API-URL': sandbox.url,
            STATE_tokens: state,
          },
        },
      );

      expect(post.exitCode).toBe(0);
      expect(warningsOf(post)).toEqual([
        expect.stringContaining(
          `The input api-url of the post step is ${sandbox.url}/, and the step used ${url}/, so nothing was sent.`,
        ),
      ]);
      expect(asked()).toEqual(['createUserToken']);
    })();
    expect(elsewhere.asked()).toEqual([]);
  })();
});

test(
  'a token that is still not found when eToro cannot make it any more is a warning that it may appear',
  onStage(async ({ sandbox, job, asked }) => {
    sandbox.failNext('createUserToken', { before: { kind: 'hang' } });
    const run = job();
    const step = await run.step({
      signals: [{ signal: 'SIGKILL', when: () => asked().length > 0 }],
    });
    // As if the post step came half a minute later.
    const [token] = (JSON.parse(step.state['tokens'] ?? '{}') as { tokens: { sentAt: number }[] })
      .tokens;
    const sentAt = `"sentAt":${token?.sentAt ?? '?'}`;
    const state = step.state['tokens']?.replace(sentAt, `"sentAt":${Date.now() - 30_000}`) ?? '';
    const post = await run.run([`${process.cwd()}/dist/post.js`], {
      env: {
        'INPUT_API-KEY': SANDBOX_API_KEY,
        'INPUT_USER-KEY': SANDBOX_USER_KEY,
        'INPUT_API-URL': sandbox.url,
        STATE_tokens: state,
      },
    });

    const { userTokenName, expiresAt } = sandbox.requests[0]?.body as Record<string, string>;
    expect(post.exitCode).toBe(0);
    expect(warningsOf(post)).toEqual([
      `The user token "${userTokenName ?? '?'}", whose create call got no answer, was not found so far. If eToro makes it after all, it expires by itself at ${expiresAt ?? '?'}.`,
    ]);
    expect(asked()).toEqual(['createUserToken', 'listAgentPortfolios']);
  }),
);
