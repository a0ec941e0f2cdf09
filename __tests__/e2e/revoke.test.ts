import { describe, expect, test } from '@jest/globals';
import type { JobOptions, StepOptions } from '../../sandbox/runner.ts';
import {
  SANDBOX_API_KEY,
  SANDBOX_PORTFOLIO_ID,
  SANDBOX_USER_KEY,
  type Sandbox,
  type SandboxOptions,
} from '../../sandbox/server.ts';
import { errorOf, json, listing, onStage, preload, signalWhen, testSignals, type Stage } from './stage.ts';

// The action `revoke`, run from dist/ as a runner runs it.

const MINUTE = 60_000;
const noId = 'f9e8d7c6-b5a4-4210-8edc-ba9876543210';
const inRun = (id: string, more = {}) => ({ env: { GITHUB_RUN_ID: id, ...more } });
const noJitter = { env: preload('no-jitter.cjs') };

/** A stage with the action `revoke`, in jobs of its own, and with tokens that this action made and that have expired. */
function withRevoke(stage: Stage) {
  return {
    ...stage,
    revoke: (
      inputs: Record<string, string>,
      { env = {}, debug = false, ...options }: Pick<JobOptions, 'env' | 'debug'> & StepOptions = {},
    ) => stage.job(inputs, { action: 'revoke', env, debug }).step(options),
    addExpired: (count: number) =>
      Array.from({ length: count }, (_, n) =>
        stage.sandbox.addToken({
          name: expiredName(n + 1),
          expiresAt: new Date(stage.time.now() - MINUTE).toISOString(),
        }),
      ),
  };
}

function onRevokeStage(
  play: (stage: ReturnType<typeof withRevoke>) => Promise<void>,
  options?: Partial<SandboxOptions>,
) {
  return onStage((stage) => play(withRevoke(stage)), options);
}

const expiredName = (n: number) => `gha-old-9-1-k3v09q7c1x0z8d4t${String(n).padStart(3, '0')}`;
const names = (sandbox: Sandbox) => sandbox.tokens().map(({ name }) => name);
const deletes = (sandbox: Sandbox) => sandbox.requests.filter(({ operation }) => operation === 'deleteUserToken');

test(
  'run: this, or the id of a run, revokes what its jobs left in all attempts, and nothing else',
  onRevokeStage(async ({ sandbox, job, revoke }) => {
    const left = [await job({}, inRun('123')).step(), await job({}, inRun('123', { GITHUB_RUN_ATTEMPT: '12' })).step()];
    await job({}, inRun('1234')).step();
    await job({}, inRun('12')).step();
    await job({}, inRun('124', { GITHUB_REPOSITORY: 'octo-org/trading-bot-123' })).step();
    sandbox.addToken({ name: 'bot-123' });
    const step = await revoke({ run: 'this' }, inRun('123', { GITHUB_RUN_ATTEMPT: '13' }));

    expect(step.exitCode).toBe(0);
    expect(step.outputs).toEqual({
      revoked: left.map(({ outputs }) => outputs['token-id']).join(','),
      gone: '',
      failed: '',
    });
    const others = [
      expect.stringMatching(/^gha-octo-org-trading-bot-12-1-/),
      expect.stringMatching(/^gha-octo-org-trading-bot-123-124-1-/),
      'bot-123',
    ];
    expect(names(sandbox)).toEqual([expect.stringContaining('-1234-1-'), ...others]);
    expect(step.log).toContain('User tokens on the portfolio: 6. Matching: 2.\n');
    expect(step.log).toContain('\nUser tokens: 2 revoked.\n');

    expect((await revoke({ run: '1234' }, inRun('456'))).exitCode).toBe(0);
    expect(names(sandbox)).toEqual(others);
  }),
);

test.each([0, 10, -10])(
  'expired revokes what is past its expiry by both clocks and has a name of the form, and nothing else; eToro is %i minutes ahead',
  (ahead) => {
    const etoro = Date.now() + ahead * MINUTE;
    const at = (offset: number) => new Date(etoro + offset * MINUTE).toISOString();
    return onRevokeStage(
      async ({ sandbox, revoke }) => {
        sandbox.addToken({ name: expiredName(1), expiresAt: at(-15) });
        // Ten minutes ahead, the runner's clock says that this one is alive.
        sandbox.addToken({ name: expiredName(2), expiresAt: at(-5) });
        sandbox.addToken({ name: expiredName(3), expiresAt: at(5) });
        sandbox.addToken({ name: expiredName(4) });
        for (const name of ['bot', 'gha-old', expiredName(5).toUpperCase()]) {
          sandbox.addToken({ name, expiresAt: at(-15) });
        }
        expect((await revoke({ expired: 'true' })).exitCode).toBe(0);

        expect(names(sandbox)).toEqual([
          ...(ahead > 0 ? [expiredName(2)] : []),
          ...[expiredName(3), expiredName(4), 'bot', 'gha-old', expiredName(5).toUpperCase()],
        ]);
      },
      { now: () => etoro },
    )();
  },
);

describe('token-ids', () => {
  test(
    'are revoked once, whatever they are called: in upper case, repeated, in any list form, also expired ones',
    onRevokeStage(async ({ sandbox, revoke, addExpired }) => {
      const one = sandbox.addToken({ name: 'bot' });
      const [two = one] = addExpired(1);
      sandbox.addToken({ name: 'other' });
      const ids = `${one.id.toUpperCase()},${one.id}\n ${two.id} ${one.id}`;
      const step = await revoke({ 'token-ids': ids, expired: 'true', run: 'this', summary: 'false' });

      expect(step.outputs['revoked']).toBe(`${one.id},${two.id}`);
      expect(names(sandbox)).toEqual(['other']);
      expect(deletes(sandbox)).toHaveLength(2);
      expect(step.summary).toBe('');
    }),
  );

  test(
    'one that is not on the portfolio is gone already, which is a success, and a row of the table',
    onRevokeStage(async ({ sandbox, revoke }) => {
      const { id } = sandbox.addToken({ name: 'bot' });
      const step = await revoke({ 'token-ids': `${noId} ${id}` });

      expect(step.exitCode).toBe(0);
      expect(step.outputs).toEqual({ revoked: id, gone: noId, failed: '' });
      expect(step.log).toContain('User tokens on the portfolio: 1. Matching: 1. Ids that are not there: 1.');
      expect(step.log).toContain(`The user token "${noId}" is gone already.`);
      expect(step.log).toContain('User tokens: 1 gone already, 1 revoked.');
      expect(step.summary.trimEnd().split('\n')).toEqual([
        '### eToro user tokens',
        '',
        '| Name | Id | Run | What happened |',
        '| --- | --- | --- | --- |',
        `|  | ${noId} |  | gone already |`,
        `| bot | ${id} |  | revoked |`,
      ]);
    }),
  );

  test(
    'alone, they are revoked also when the tokens cannot be listed',
    onRevokeStage(async ({ sandbox, revoke, asked }) => {
      const { id } = sandbox.addToken({ name: 'bot' });
      sandbox.failNext('listAgentPortfolios', { before: { kind: 'answer', status: 503 } });
      const step = await revoke({ 'token-ids': id });

      expect(step.exitCode).toBe(0);
      expect(step.log).toContain('The answer was HTTP 503. So the names of the user tokens are not known.');
      expect(asked()).toEqual(['listAgentPortfolios', 'deleteUserToken']);
      expect(sandbox.tokens()).toEqual([]);
    }),
  );
});

test(
  'dry-run sends no DELETE, sets no ids, and says what it would do',
  onRevokeStage(async ({ sandbox, job, revoke, asked, addExpired }) => {
    const { outputs } = await job({ 'expires-in': '1m' }).step();
    const [old] = addExpired(1);
    const before = sandbox.tokens();
    const step = await revoke({ 'token-ids': `${noId} ${old?.id ?? '?'}`, 'dry-run': 'true', run: 'this' });

    expect(step.exitCode).toBe(0);
    expect(asked()).toEqual(['createUserToken', 'listAgentPortfolios']);
    expect(sandbox.tokens()).toEqual(before);
    expect(step.outputs).toEqual({ revoked: '', gone: '', failed: '' });
    expect(step.log).toContain(`\n${old?.id ?? '?'} ${expiredName(1)}: would be revoked\n`);
    expect(step.log).toContain(`\n${noId}: not on the portfolio\n`);
    expect(step.summary).toContain(`| ${expiredName(1)} | ${old?.id ?? '?'} | 9, attempt 1 | would be revoked |`);
    expect(step.summary).toContain(`| ${outputs['token-id'] ?? '?'} | 1234567890, attempt 1 | would be revoked |`);
    expect(step.summary).toContain(`|  | ${noId} |  | not on the portfolio |`);
  }),
);

describe('the rate limit', () => {
  test(
    'many expired tokens are cleaned at the pace that the API allows, with progress in the log',
    onRevokeStage(
      async ({ sandbox, revoke, addExpired }) => {
        addExpired(65);
        const step = await revoke({ expired: 'true', timeout: '15m' }, noJitter);

        expect(step.exitCode).toBe(0);
        expect(sandbox.tokens()).toEqual([]);
        expect(step.outputs['revoked']?.split(',')).toHaveLength(65);
        // One call in each window is turned away, and tells how long to wait.
        expect(deletes(sandbox).filter(({ status }) => status === 429)).toHaveLength(3);
        expect(step.log.match(/Waiting .* before .*$/gm)).toEqual(
          Array<string>(3).fill('Waiting 1m1s before trying again to revoke.'),
        );
        expect(step.log).toContain('User tokens: 65 revoked.');
      },
      { writesPerWindow: 20, rateLimitHeaders: 'none', tokenLimit: 65 },
    ),
  );

  test(
    'without enough time it ends at once, names what is left, and has revoked all that it could',
    onRevokeStage(
      async ({ sandbox, revoke, addExpired }) => {
        addExpired(25);
        const step = await revoke({ expired: 'true', timeout: '30s' });
        const left = sandbox.tokens();

        const [first, reason, ...listed] = errorOf(step).split('\n');
        expect(first).toBe('5 of 25 user tokens could not be revoked.');
        expect(reason).toMatch(
          /^eToro answered HTTP 429 TooManyRequests: Too many requests \(revoking a token, request id \S+\)\. .* Raise the input timeout, or run this again later\. There was no further try: the answer asks to wait 1m, and 30s of 30s are left\.$/,
        );
        expect(listed).toEqual(left.map(({ id, name }) => `- ${id} ${name}`));
        expect(left.map(({ id }) => id).join()).toBe(step.outputs['failed']);
        expect(step.outputs['revoked']?.split(',')).toHaveLength(20);
        expect(step.log).toContain('User tokens: 20 revoked, 5 failed.');
        expect(step.durationMs).toBeLessThan(1000);
      },
      { writesPerWindow: 20, rateLimitHeaders: 'none' },
    ),
  );
});

const gateway404 = { before: { kind: 'answer', status: 404, body: '<html>' } } as const;

describe('a token that eToro does not revoke', () => {
  test('does not stop the others, and is told by id and name at the end', () => {
    let refusedId = '';
    // It may be alive: this is not the 404 of a token that is gone.
    const before = json(404, { errorCode: 'NotFound', errorMessage: 'Agent-portfolio not found' });
    return onRevokeStage(
      async ({ sandbox, revoke, addExpired }) => {
        refusedId = addExpired(3)[1]?.id ?? '';
        const step = await revoke({ expired: 'true' });

        expect(errorOf(step)).toMatch(
          RegExp(
            `^1 of 3 user tokens could not be revoked\\.\neToro answered HTTP 404 NotFound: Agent-portfolio not found \\(revoking a token, request id [0-9a-f-]+\\)\\. .*\n- ${refusedId} ${expiredName(2)}$`,
          ),
        );
        expect(step.outputs).toMatchObject({ gone: '', failed: refusedId });
        expect(names(sandbox)).toEqual([expiredName(2)]);
        expect(step.summary).toContain(
          `| ${expiredName(2)} | ${refusedId} | 9, attempt 1 | failed: eToro answered HTTP 404 NotFound: Agent-portfolio not found |`,
        );
        // What eToro refuses for good is asked once.
        expect(deletes(sandbox)).toHaveLength(3);
      },
      { fault: (_, { path }) => (path.endsWith(`/${refusedId}`) ? { before } : undefined) },
    )();
  });

  test(
    "is tried again after a lost answer and a gateway's 404, and so is the list",
    onRevokeStage(async ({ sandbox, revoke, addExpired }) => {
      addExpired(2);
      sandbox.failNext('listAgentPortfolios', { before: { kind: 'answer', status: 503 } });
      sandbox.failNext('deleteUserToken', gateway404);
      sandbox.failNext('deleteUserToken', { after: { kind: 'reset' } });
      const step = await revoke({ expired: 'true' }, noJitter);

      expect(step.exitCode).toBe(0);
      expect(step.log).toContain('before listing the tokens again.');
      expect(step.log).toContain('before trying again to revoke.');
      expect(step.log).toContain('User tokens: 1 revoked, 1 gone already.');
      expect(sandbox.tokens()).toEqual([]);
    }),
  );
});

test(
  'a portfolio that is another one is told at once, and the table is left out',
  onRevokeStage(async ({ revoke, asked }) => {
    const step = await revoke({ expired: 'true', 'portfolio-id': noId });

    expect(errorOf(step)).toMatch(
      /^eToro answered a list without this agent-portfolio \(listing the tokens, request id \S+\)\. This user key has no agent-portfolio of this id\. Check the inputs portfolio-id and api-url\. The agent-portfolios of this user key are:\n- a1b2c3d4-e5f6-7890-abcd-ef1234567890 Sandbox portfolio$/,
    );
    expect(asked()).toEqual(['listAgentPortfolios']);
    expect(step.outputs).toEqual({});
    expect(step.summary).toBe('');
  }),
);

test(
  'the keys, from the environment where no input gives them, are masked first, and go to the portfolio of the inputs and nowhere else',
  onRevokeStage(async ({ sandbox, revoke, addExpired }) => {
    const [token] = addExpired(1);
    const env = { ETORO_API_KEY: SANDBOX_API_KEY, ETORO_USER_KEY: SANDBOX_USER_KEY };
    const step = await revoke({ expired: 'true', 'api-key': '', 'user-key': '' }, { env });

    expect(step.exitCode).toBe(0);
    expect(step.masks).toEqual([SANDBOX_API_KEY, SANDBOX_USER_KEY]);
    expect(step.commands.slice(0, 2).map(({ name }) => name)).toEqual(['add-mask', 'add-mask']);
    expect(sandbox.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/v1/agent-portfolios',
      `DELETE /api/v1/agent-portfolios/${SANDBOX_PORTFOLIO_ID}/user-tokens/${token?.id ?? '?'}`,
    ]);
  }),
);

test(
  'names from somebody else start no command, break no table, and show no key, also when eToro refuses',
  onRevokeStage(async ({ sandbox, revoke }) => {
    const strange = [
      'gha-##[stop-commands]pwned',
      'gha-1\n::stop-commands::pwned\r\n::error::pwned',
      'gha-<img src=x> | [a](https://evil.example) `b`',
      `gha-${SANDBOX_USER_KEY}`,
      `gha-${'x'.repeat(100)}`,
    ];
    const ids = strange.map((name) => sandbox.addToken({ name }).id).join();
    const before = json(403, { errorCode: 'x', errorMessage: '##[add-mask]y' });
    sandbox.failNext('deleteUserToken', { before }, 5);
    for (const [more, printed] of [
      [{ 'dry-run': 'true' }, []],
      [{}, ['debug', 'error']],
      [{}, []],
    ] as const) {
      const step = await revoke({ 'token-ids': ids, ...more }, { debug: true });

      expect(step.exitCode).toBe(printed.length > 0 ? 1 : 0);
      expect(new Set(step.commands.map(({ name }) => name))).toEqual(new Set(['add-mask', ...printed]));
      expect(step.masks).toHaveLength(2);
      expect(step.log).toContain('# #[stop-commands]pwned');
      expect(step.summaryRaw).toContain('| &#8230; |');
      // Title, head, line, five rows; each row has four cells.
      const rows = step.summaryRaw.trim().split('\n').slice(4);
      expect(rows).toHaveLength(5);
      for (const row of rows) expect(row.match(/\|/g)).toHaveLength(5);
      expect(step.summaryRaw).not.toMatch(/[<>`[\]]/);
    }
    expect(sandbox.tokens()).toEqual([]);
  }),
);

describe('a job that is cancelled', () => {
  testSignals.each<[string, NodeJS.Signals, number, Partial<SandboxOptions>]>([
    [
      'while eToro does not answer',
      'SIGINT',
      1,
      {
        fault: (operation, { n }) =>
          operation === 'deleteUserToken' && n > 1 ? { before: { kind: 'hang' } } : undefined,
      },
    ],
    ['while it waits for the rate limit', 'SIGTERM', 2, { writesPerWindow: 2 }],
  ])('%s stops at once, and says what was revoked and what is left', (_, signal, count, options) =>
    onRevokeStage(async ({ sandbox, revoke, addExpired }) => {
      const ids = addExpired(3).map(({ id }) => id);
      const step = await revoke(
        { expired: 'true' },
        signalWhen(() => deletes(sandbox).length > count, signal),
      );

      expect(errorOf(step).split('\n')).toEqual([
        `${3 - count} of 3 user tokens could not be revoked.`,
        `The step was stopped (${signal}).`,
        ...ids.slice(count).map((id, n) => `- ${id} ${expiredName(count + n + 1)}`),
      ]);
      expect(step.outputs).toEqual({
        revoked: ids.slice(0, count).join(),
        gone: '',
        failed: ids.slice(count).join(),
      });
      expect(step.durationMs).toBeLessThan(5000);
    }, options)(),
  );

  testSignals(
    'while it lists the tokens has revoked none',
    onRevokeStage(async ({ sandbox, revoke, asked, addExpired }) => {
      addExpired(1);
      sandbox.failNext('listAgentPortfolios', { before: { kind: 'hang' } });
      const stop = signalWhen(() => sandbox.requests.length > 0, 'SIGINT');

      expect(errorOf(await revoke({ expired: 'true' }, stop))).toBe('The step was stopped (SIGINT).');
      expect(asked()).toEqual(['listAgentPortfolios']);
    }),
  );
});

// A key may be a UUID, too.
const uuidKey = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

test(
  'a key that comes back as the id of a listed token is not in the summary',
  onRevokeStage(
    async ({ sandbox, revoke }) => {
      const userTokens = [{ userTokenId: uuidKey, userTokenName: expiredName(1), expiresAt: '2020-01-01T00:00:00Z' }];
      sandbox.failNext('listAgentPortfolios', { before: listing(userTokens) });
      const { exitCode, summaryRaw } = await revoke({ expired: 'true' });

      expect(exitCode).toBe(0);
      expect(summaryRaw).toContain(`| ${expiredName(1)} | &#42;&#42;&#42; | 9, attempt 1 | gone already |`);
    },
    { apiKey: uuidKey },
  ),
);
