import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import type { JobOptions, StepOptions, StepResult } from '../../sandbox/runner.ts';
import {
  SANDBOX_PORTFOLIO_ID,
  SANDBOX_USER_KEY,
  type Sandbox,
  type SandboxOptions,
} from '../../sandbox/server.ts';
import type { SandboxToken } from '../../sandbox/etoro.ts';
import { errorOf, json, onStage, signalWhen, warningsOf, type Stage } from './stage.ts';

// The action `revoke`, run from dist/ as a runner runs it.

const MINUTE = 60_000;
const noId = 'f9e8d7c6-b5a4-4210-8edc-ba9876543210';
const inRun = (id: string, more = {}) => ({ env: { GITHUB_RUN_ID: id, ...more } });
const preload = (script: string) => ({
  NODE_OPTIONS: `--require ${join(import.meta.dirname, script)}`,
});

interface RevokeStage extends Stage {
  /** Runs the action `revoke` in a job of its own. */
  readonly revoke: (
    inputs: Record<string, string>,
    options?: Pick<JobOptions, 'env' | 'debug'> & StepOptions,
  ) => Promise<StepResult>;
}

function onRevokeStage(
  play: (stage: RevokeStage) => Promise<void>,
  options?: Partial<SandboxOptions>,
) {
  return onStage(
    (stage) =>
      play({
        ...stage,
        revoke: (inputs, { env = {}, debug = false, ...stepOptions } = {}) =>
          stage.job(inputs, { action: 'revoke', env, debug }).step(stepOptions),
      }),
    options,
  );
}

/** A token that expired a minute ago. */
function addExpired(sandbox: Sandbox, name: string): SandboxToken {
  return sandbox.addToken({ name, expiresAt: new Date(Date.now() - MINUTE).toISOString() });
}

const names = (sandbox: Sandbox) => sandbox.tokens().map(({ name }) => name);
const deletes = (sandbox: Sandbox) =>
  sandbox.requests.filter(({ operation }) => operation === 'deleteUserToken');

const action = load(readFileSync('revoke/action.yml', 'utf8')) as Record<
  'inputs' | 'outputs',
  Record<string, unknown>
>;

describe('run', () => {
  test(
    'this: another job of the same run revokes what the jobs of all attempts left, and nothing else',
    onRevokeStage(async ({ sandbox, job, revoke }) => {
      const left = [
        await job({}, inRun('123')).step(),
        await job({}, inRun('123')).step(),
        await job({}, inRun('123', { GITHUB_RUN_ATTEMPT: '12' })).step(),
      ];
      await job({}, inRun('1234')).step();
      await job({}, inRun('12')).step();
      await job({}, inRun('124', { GITHUB_REPOSITORY: 'octo-org/trading-bot-123' })).step();
      await job({ 'token-name': 'bot-123' }, inRun('123')).step();
      const step = await revoke({ run: 'this' }, inRun('123', { GITHUB_RUN_ATTEMPT: '13' }));

      expect(step.exitCode).toBe(0);
      expect(step.outputs).toEqual({
        revoked: left.map(({ outputs }) => outputs['token-id']).join(','),
        gone: '',
        failed: '',
      });
      expect(names(sandbox)).toEqual([
        expect.stringMatching(/^gha-octo-org-trading-bot-1234-1-[0-9a-f]{12}$/),
        expect.stringMatching(/^gha-octo-org-trading-bot-12-1-/),
        expect.stringMatching(/^gha-octo-org-trading-bot-123-124-1-/),
        'bot-123',
      ]);
      expect(step.log).toContain('User tokens on the portfolio: 7. Matching: 3.\n');
      expect(step.log).toContain('\nUser tokens: 3 revoked.\n');
    }),
  );

  test(
    'this: the names of a long repository are found as the step cuts them',
    onRevokeStage(async ({ sandbox, job, revoke }) => {
      const GITHUB_REPOSITORY = `${'organisation-'.repeat(5)}/${'répo.'.repeat(9)}`;
      const options = inRun('16000000001', { GITHUB_REPOSITORY });
      await job({}, options).step();
      const [name = ''] = names(sandbox);
      const step = await revoke({ run: 'this' }, options);

      expect(name).toHaveLength(64);
      expect(step.outputs['revoked']).not.toBe('');
      expect(sandbox.tokens()).toEqual([]);
    }),
  );

  test(
    'an id: another run of the repository is cleaned, from whatever run',
    onRevokeStage(async ({ sandbox, job, revoke }) => {
      await job({}, inRun('123')).step();
      await job({}, inRun('456')).step();
      expect((await revoke({ run: '123' }, inRun('456'))).exitCode).toBe(0);

      expect(names(sandbox)).toEqual([expect.stringContaining('-456-1-')]);
    }),
  );

  test(
    'nothing that matches is a success, and there is no table',
    onRevokeStage(async ({ sandbox, revoke, asked }) => {
      sandbox.addToken({ name: 'bot' });
      const step = await revoke({ run: 'this' });

      expect(step.exitCode).toBe(0);
      expect(step.outputs).toEqual({ revoked: '', gone: '', failed: '' });
      expect(step.summary).toBe('');
      expect(step.log.trim()).toBe(
        'User tokens on the portfolio: 1. Matching: 0. There is nothing to revoke.',
      );
      expect(asked()).toEqual(['listAgentPortfolios']);
    }),
  );
});

describe('expired', () => {
  test(
    'revokes what is past its expiry and named gha-…, and nothing else',
    onRevokeStage(async ({ sandbox, revoke }) => {
      addExpired(sandbox, 'gha-somebody-else-9-1-0123456789ab');
      addExpired(sandbox, 'gha-old');
      addExpired(sandbox, 'bot');
      addExpired(sandbox, 'GHA-old');
      const expiresAt = new Date(Date.now() + 10 * MINUTE).toISOString();
      sandbox.addToken({ name: 'gha-alive', expiresAt });
      sandbox.addToken({ name: 'gha-for-ever' });
      const step = await revoke({ expired: 'true' });

      expect(step.exitCode).toBe(0);
      expect(names(sandbox)).toEqual(['bot', 'GHA-old', 'gha-alive', 'gha-for-ever']);
    }),
  );

  test.each([
    ['behind', 10],
    ['ahead', -10],
  ])('goes by the clock of eToro when the one of the runner is %s', (_side, minutes) => {
    const now = () => Date.now() + minutes * MINUTE;
    const at = (offset: number) => new Date(now() + offset * MINUTE).toISOString();
    return onRevokeStage(
      async ({ sandbox, revoke }) => {
        sandbox.addToken({ name: 'gha-old', expiresAt: at(-5) });
        sandbox.addToken({ name: 'gha-alive', expiresAt: at(5) });
        expect((await revoke({ expired: 'true' })).exitCode).toBe(0);

        expect(names(sandbox)).toEqual(['gha-alive']);
      },
      { now },
    )();
  });
});

describe('token-ids', () => {
  test(
    'are revoked whatever they are called: in upper case, repeated, in any list form',
    onRevokeStage(async ({ sandbox, revoke }) => {
      const [one, two] = [sandbox.addToken({ name: 'bot' }), sandbox.addToken()];
      sandbox.addToken({ name: 'other' });
      const ids = `${one.id.toUpperCase()},${one.id}\n ${two.id} ${one.id}`;
      const step = await revoke({ 'token-ids': ids });

      expect(step.outputs['revoked']).toBe(`${one.id},${two.id}`);
      expect(names(sandbox)).toEqual(['other']);
      expect(deletes(sandbox)).toHaveLength(2);
    }),
  );

  test(
    'one that is not on the portfolio is gone already, which is a success',
    onRevokeStage(async ({ sandbox, revoke }) => {
      const { id } = sandbox.addToken({ name: 'bot' });
      const step = await revoke({ 'token-ids': `${noId} ${id}` });

      expect(step.exitCode).toBe(0);
      expect(step.outputs).toEqual({ revoked: id, gone: noId, failed: '' });
      expect(step.log).toContain(
        'User tokens on the portfolio: 1. Matching: 1. Ids that are not there: 1.',
      );
      expect(step.log).toContain(`The user token "${noId}" is gone already.`);
      expect(step.log).toContain('User tokens: 1 gone already, 1 revoked.');
      expect(step.summary).toContain(`|  | ${noId} | gone already |`);
    }),
  );

  test(
    'alone, they are revoked also when the tokens cannot be listed',
    onRevokeStage(async ({ sandbox, revoke, asked }) => {
      const { id } = sandbox.addToken({ name: 'bot' });
      sandbox.failNext('listAgentPortfolios', { before: { kind: 'answer', status: 503 } });
      const step = await revoke({ 'token-ids': id });

      expect(step.exitCode).toBe(0);
      expect(step.log).toContain(
        'eToro answered HTTP 503. So the names of the user tokens are not known.',
      );
      expect(asked()).toEqual(['listAgentPortfolios', 'deleteUserToken']);
      expect(sandbox.tokens()).toEqual([]);
    }),
  );
});

test(
  'all three together revoke each token once',
  onRevokeStage(async ({ sandbox, job, revoke }) => {
    const { outputs } = await job().step();
    addExpired(sandbox, 'gha-old');
    const both = addExpired(sandbox, 'gha-both');
    const byId = sandbox.addToken({ name: 'bot' });
    sandbox.addToken({ name: 'other' });
    const ids = [byId.id, both.id, outputs['token-id']].join();
    const step = await revoke({ run: 'this', expired: 'true', 'token-ids': ids });

    expect(step.outputs['revoked']?.split(',')).toHaveLength(4);
    expect(deletes(sandbox)).toHaveLength(4);
    expect(names(sandbox)).toEqual(['other']);
  }),
);

test(
  'a list that fails for a while is asked for again where the tokens are found by it',
  onRevokeStage(async ({ sandbox, revoke }) => {
    addExpired(sandbox, 'gha-old');
    sandbox.failNext('listAgentPortfolios', { before: { kind: 'answer', status: 503 } });
    const step = await revoke({ expired: 'true' }, { env: preload('no-jitter.cjs') });

    expect(step.exitCode).toBe(0);
    expect(step.log).toContain('before listing the tokens again.');
    expect(sandbox.tokens()).toEqual([]);
  }),
);

describe('dry-run', () => {
  test.each<Record<string, string>>([{ expired: 'true' }, { run: 'this' }, {}])(
    'sends no DELETE, sets no ids, and says what it would do: %j',
    (inputs) =>
      onRevokeStage(async ({ sandbox, job, revoke, asked }) => {
        await job({ 'expires-in': '1m' }).step();
        const old = addExpired(sandbox, 'gha-old');
        const before = sandbox.tokens();
        const step = await revoke({
          'token-ids': `${noId} ${old.id}`,
          'dry-run': 'true',
          ...inputs,
        });

        expect(step.exitCode).toBe(0);
        expect(asked()).toEqual(['createUserToken', 'listAgentPortfolios']);
        expect(sandbox.tokens()).toEqual(before);
        expect(step.outputs).toEqual({ revoked: '', gone: '', failed: '' });
        expect(step.log).toContain(`\n${old.id} gha-old: would be revoked\n`);
        expect(step.log).toContain(`\n${noId}: not on the portfolio\n`);
        expect(step.summary).toContain(`| gha-old | ${old.id} | would be revoked |`);
        expect(step.summary).toContain(`|  | ${noId} | not on the portfolio |`);
        expect(step.summary.match(/would be revoked/g)).toHaveLength('run' in inputs ? 2 : 1);
      })(),
  );
});

describe('the rate limit', () => {
  test(
    '200 expired tokens are cleaned at the pace that the API allows, with progress in the log',
    onRevokeStage(
      async ({ sandbox, revoke }) => {
        for (let n = 0; n < 200; n++) addExpired(sandbox, `gha-old-${n}`);
        const step = await revoke({ expired: 'true' }, { env: preload('no-jitter.cjs') });

        expect(step.exitCode).toBe(0);
        expect(sandbox.tokens()).toEqual([]);
        expect(step.outputs['revoked']?.split(',')).toHaveLength(200);
        // One call in each window is turned away, and tells how long to wait.
        expect(deletes(sandbox).filter(({ status }) => status === 429)).toHaveLength(9);
        expect(step.log.match(/Waiting .* before .*$/gm)).toEqual(
          [180, 160, 140, 120, 100, 80, 60, 40, 20].map((left): unknown =>
            expect.stringMatching(`^Waiting 2s before revoking ${left} more\\.$`),
          ),
        );
        expect(step.log).toContain('User tokens: 200 revoked.');
      },
      { writesPerWindow: 20, windowMs: 1000, rateLimitHeaders: 'none', tokenLimit: 200 },
    ),
    60_000,
  );

  test(
    'without enough time it ends at once, names what is left, and has revoked all that it could',
    onRevokeStage(
      async ({ sandbox, revoke }) => {
        for (let n = 0; n < 25; n++) addExpired(sandbox, `gha-old-${n}`);
        const step = await revoke({ expired: 'true', timeout: '30s' });
        const left = sandbox.tokens();

        const [first, reason, ...listed] = errorOf(step).split('\n');
        expect(first).toBe('5 of 25 user tokens could not be revoked.');
        expect(reason).toMatch(
          /^eToro answered HTTP 429 TooManyRequests: Too many requests \(revoking a token, request id \S+\)\. .* raise the input timeout\. There was no further try: eToro asks to wait (?:1m|5\ds), and [23]\ds of 30s are left\.$/,
        );
        expect(listed).toEqual(left.map(({ id, name }) => `- ${id} ${name}`));
        expect(left.map(({ id }) => id).join()).toBe(step.outputs['failed']);
        expect(step.outputs['revoked']?.split(',')).toHaveLength(20);
        expect(step.log).toContain('User tokens: 20 revoked, 5 failed.');
        expect(step.durationMs).toBeLessThan(10_000);
      },
      { writesPerWindow: 20, rateLimitHeaders: 'none' },
    ),
  );
});

describe('a token that eToro does not revoke', () => {
  const forbidden = json(403, { errorCode: 'Forbidden', errorMessage: 'Not this one' });

  test('does not stop the others, and is told by id and name at the end', () => {
    let refusedId = '';
    return onRevokeStage(
      async ({ sandbox, revoke }) => {
        addExpired(sandbox, 'gha-1');
        refusedId = addExpired(sandbox, 'gha-2').id;
        addExpired(sandbox, 'gha-3');
        const step = await revoke({ expired: 'true' });

        expect(errorOf(step)).toMatch(
          new RegExp(
            `^1 of 3 user tokens could not be revoked\\.\neToro answered HTTP 403 Forbidden: Not this one \\(revoking a token, request id [0-9a-f-]+\\)\\. .*\n- ${refusedId} gha-2$`,
          ),
        );
        expect(step.outputs['failed']).toBe(refusedId);
        expect(names(sandbox)).toEqual(['gha-2']);
        expect(step.summary).toContain(
          `| gha-2 | ${refusedId} | failed: eToro answered HTTP 403 Forbidden: Not this one |`,
        );
        // What eToro refuses for good is asked once.
        expect(deletes(sandbox)).toHaveLength(3);
      },
      {
        fault: (_operation, { path }) =>
          path.endsWith(`/${refusedId}`) ? { before: forbidden } : undefined,
      },
    )();
  });

  test(
    'for a while is tried again',
    onRevokeStage(async ({ sandbox, revoke }) => {
      addExpired(sandbox, 'gha-1');
      addExpired(sandbox, 'gha-2');
      sandbox.failNext('deleteUserToken', { after: { kind: 'reset' } });
      const step = await revoke({ expired: 'true' }, { env: preload('no-jitter.cjs') });

      expect(step.exitCode).toBe(0);
      expect(step.log).toContain('before trying again to revoke it.');
      expect(step.log).toContain('User tokens: 1 revoked, 1 gone already.');
      expect(sandbox.tokens()).toEqual([]);
    }),
  );

  const gateway404 = { before: { kind: 'answer', status: 404, body: '<html>' } } as const;

  test(
    'is not gone because a gateway answers 404: it is tried again',
    onRevokeStage(async ({ sandbox, revoke }) => {
      addExpired(sandbox, 'gha-1');
      sandbox.failNext('deleteUserToken', gateway404);
      const step = await revoke({ expired: 'true' }, { env: preload('no-jitter.cjs') });

      expect(step.exitCode).toBe(0);
      expect(step.outputs['gone']).toBe('');
      expect(sandbox.tokens()).toEqual([]);
    }),
  );

  test(
    'because of a gateway that goes on to answer 404 has failed, within the timeout',
    onRevokeStage(async ({ sandbox, revoke }) => {
      const { id } = addExpired(sandbox, 'gha-1');
      sandbox.failNext('deleteUserToken', gateway404, 100);
      const step = await revoke({ expired: 'true', timeout: '3s' });

      expect(errorOf(step)).toContain(`\n- ${id} gha-1`);
      expect(step.outputs).toEqual({ revoked: '', gone: '', failed: id });
      expect(step.durationMs).toBeLessThan(6000);
    }),
  );

  test(
    'because its portfolio is not found is not gone',
    onRevokeStage(async ({ sandbox, revoke }) => {
      const { id } = addExpired(sandbox, 'gha-1');
      const body = { errorCode: 'NotFound', errorMessage: 'Agent-portfolio not found' };
      sandbox.failNext('deleteUserToken', { before: json(404, body) });
      const step = await revoke({ expired: 'true' });

      expect(errorOf(step)).toContain('This user key has no agent-portfolio of this id.');
      expect(step.outputs).toEqual({ revoked: '', gone: '', failed: id });
    }),
  );
});

describe('a portfolio that is another one', () => {
  test.each<Record<string, string>>([{ expired: 'true' }, { 'token-ids': noId }])(
    'is told at once, with those that the user key has: %j',
    (inputs) =>
      onRevokeStage(async ({ sandbox, revoke, asked }) => {
        sandbox.addToken();
        const step = await revoke({ 'portfolio-id': noId, ...inputs });

        expect(errorOf(step)).toMatch(
          /^eToro answered a list without this agent-portfolio \(listing the tokens, request id \S+\)\. This user key has no agent-portfolio of this id\. Check the inputs portfolio-id and api-url\. The agent-portfolios of this user key are:\n- a1b2c3d4-e5f6-7890-abcd-ef1234567890 Sandbox portfolio$/,
        );
        expect(asked()).toEqual(['listAgentPortfolios']);
        expect(step.outputs).toEqual({});
      })(),
  );
});

test(
  'a wrong key is one clear error, and the table is left out',
  onRevokeStage(async ({ revoke, asked }) => {
    const step = await revoke({ expired: 'true', 'user-key': 'not-the-user-key' });

    expect(errorOf(step)).toMatch(
      /^eToro answered HTTP 401 Unauthorized \(listing the tokens, request id \S+\)\. A key is wrong/,
    );
    expect(step.summary).toBe('');
    expect(asked()).toEqual(['listAgentPortfolios']);
  }),
);

describe('bad input', () => {
  test(
    'is told all at once, and nothing is sent',
    onRevokeStage(async ({ revoke, asked }) => {
      const wrong = {
        'portfolio-id': 'my portfolio',
        'api-url': 'http://api.example',
        timeout: '5',
        summary: 'no',
        'token-ids': 'first second',
        run: 'last',
        expired: 'yes',
        'dry-run': '1',
      };
      const step = await revoke({ ...wrong, 'api-key': '', 'user-key': '' });
      const error = errorOf(step);

      expect(error).toContain('Nothing was sent because 10 inputs are wrong:\n');
      for (const input of [...Object.keys(wrong), 'api-key', 'user-key']) {
        expect(error).toContain(`\n- ${input}: `);
      }
      expect(error).toContain('"first" is not a UUID');
      expect(error).toContain('"second" is not a UUID');
      expect(error).toContain('forks and from Dependabot');
      expect(step.outputs).toEqual({});
      expect(asked()).toEqual([]);
    }),
  );

  test.each<Record<string, string>>([{}, { expired: 'false', 'token-ids': ' ', run: '' }])(
    'none of the three says what to write, with all other problems: %j',
    (inputs) =>
      onRevokeStage(async ({ revoke, asked }) => {
        const error = errorOf(await revoke({ 'portfolio-id': '', ...inputs }));

        expect(error.split('\n')).toEqual([
          'Nothing was sent because 2 inputs are wrong:',
          expect.stringMatching(/^- portfolio-id: It is not given\. Write portfolio-id: /),
          '- token-ids, run, expired: None of them is given. Write at least one: token-ids with the ids of tokens, run: this, or expired: true.',
        ]);
        expect(asked()).toEqual([]);
      })(),
  );

  test(
    'a key in another input is not repeated and not sent',
    onRevokeStage(async ({ revoke, asked }) => {
      const error = errorOf(await revoke({ 'token-ids': SANDBOX_USER_KEY, run: SANDBOX_USER_KEY }));

      expect(error).toContain('- token-ids: It holds the value of a key.');
      expect(error).toContain('- run: It holds the value of a key.');
      expect(asked()).toEqual([]);
    }),
  );

  test(
    'a GITHUB_OUTPUT that is missing is an error before anything is sent',
    onRevokeStage(async ({ sandbox, revoke, asked }) => {
      addExpired(sandbox, 'gha-old');
      const script = 'data:text/javascript,delete%20process.env.GITHUB_OUTPUT';
      const step = await revoke(
        { expired: 'true' },
        { env: { NODE_OPTIONS: `--import=${script}` } },
      );

      expect(errorOf(step)).toBe(
        'Nothing was sent because one input is wrong:\n- GITHUB_OUTPUT: It names no file that can be written. Run this as a step of a GitHub Actions job.',
      );
      expect(asked()).toEqual([]);
    }),
  );
});

describe('what revoke/action.yml declares', () => {
  test.each<Record<string, string>>([{ expired: 'true' }, { 'dry-run': 'true', run: 'this' }])(
    'the outputs are those that are set: %j',
    (inputs) =>
      onRevokeStage(async ({ revoke }) => {
        const { outputs } = await revoke(inputs);
        expect(Object.keys(outputs).sort()).toEqual(Object.keys(action.outputs).sort());
      })(),
  );

  test(
    'the inputs are those that are read',
    onRevokeStage(async ({ revoke }) => {
      const step = await revoke({ run: 'this' }, { env: preload('inputs-read.cjs') });
      const read = step.stderr
        .split('\n')
        .map((name) => name.replace(/^INPUT_/, '').toLowerCase())
        .sort();

      expect(step.exitCode).toBe(0);
      expect(read).toEqual(Object.keys(action.inputs).sort());
    }),
  );

  test(
    'no input is unexpected, and there is no post step',
    onRevokeStage(async ({ job, revoke }) => {
      expect(warningsOf(await revoke({ run: 'this' }))).toEqual([]);
      await expect(job({ run: 'this' }, { action: 'revoke' }).post()).rejects.toThrow(
        'no post step',
      );
    }),
  );
});

test(
  'the keys come from the environment where no input gives them, and are masked first',
  onRevokeStage(async ({ sandbox, revoke }) => {
    addExpired(sandbox, 'gha-old');
    const keys = { ETORO_API_KEY: 'sandbox-api-key-4f1d8a26c07be93557d2a84e6b9013cf' };
    const env = { ...keys, ETORO_USER_KEY: SANDBOX_USER_KEY };
    const step = await revoke({ expired: 'true', 'api-key': '', 'user-key': '' }, { env });

    expect(step.exitCode).toBe(0);
    expect(step.masks).toEqual([env.ETORO_API_KEY, env.ETORO_USER_KEY]);
    expect(step.commands.slice(0, 2).map(({ name }) => name)).toEqual(['add-mask', 'add-mask']);
  }),
);

describe('names from somebody else', () => {
  test(
    'start no command, break no table, and show no key',
    onRevokeStage(async ({ sandbox, revoke }) => {
      addExpired(sandbox, 'gha-##[stop-commands]pwned');
      addExpired(sandbox, 'gha-1\n::stop-commands::pwned\r\n::error::pwned');
      addExpired(sandbox, 'gha-<img src=x> | [a](https://evil.example) `b`');
      addExpired(sandbox, `gha-${SANDBOX_USER_KEY}`);
      addExpired(sandbox, `gha-${'x'.repeat(100)}`);
      for (const inputs of [{ 'dry-run': 'true' }, {}]) {
        const step = await revoke({ expired: 'true', ...inputs });

        expect(step.exitCode).toBe(0);
        expect(new Set(step.commands.map(({ name }) => name))).toEqual(new Set(['add-mask']));
        expect(step.log).toContain('# #[stop-commands]pwned');
        expect(step.log).toContain('gha-***');
        // Title, head, line, five rows; each row has three cells.
        const rows = step.summaryRaw.trim().split('\n').slice(4);
        expect(rows).toHaveLength(5);
        for (const row of rows) expect(row.match(/\|/g)).toHaveLength(4);
        expect(step.summaryRaw).not.toMatch(/[<>`[\]]/);
      }
      expect(sandbox.tokens()).toEqual([]);
    }),
  );

  test('are as safe in the error when a token fails', () => {
    const refusal = { before: json(403, { errorCode: 'x', errorMessage: '##[add-mask]y' }) };
    return onRevokeStage(
      async ({ sandbox, revoke }) => {
        addExpired(sandbox, 'gha-##[stop-commands]pwned');
        addExpired(sandbox, `gha-${SANDBOX_USER_KEY}`);
        const step = await revoke({ expired: 'true' }, { debug: true });

        expect(new Set(step.commands.map(({ name }) => name))).toEqual(
          new Set(['add-mask', 'debug', 'error']),
        );
        expect(step.masks).toHaveLength(2);
        expect(sandbox.tokens()).toHaveLength(2);
      },
      { fault: (operation) => (operation === 'deleteUserToken' ? refusal : undefined) },
    )();
  });
});

describe('the summary', () => {
  test(
    'is a table of name, id, and what happened',
    onRevokeStage(async ({ sandbox, revoke }) => {
      const { id } = addExpired(sandbox, 'gha-old');
      const step = await revoke({ expired: 'true', 'token-ids': noId });

      expect(step.summary.trimEnd().split('\n')).toEqual([
        '### eToro user tokens',
        '',
        '| Name | Id | What happened |',
        '| --- | --- | --- |',
        `|  | ${noId} | gone already |`,
        `| gha-old | ${id} | revoked |`,
      ]);
    }),
  );

  test(
    'is left out with summary: false',
    onRevokeStage(async ({ sandbox, revoke }) => {
      addExpired(sandbox, 'gha-old');
      const step = await revoke({ expired: 'true', summary: 'false' });

      expect(step.exitCode).toBe(0);
      expect(step.summary).toBe('');
      expect(sandbox.tokens()).toEqual([]);
    }),
  );
});

// On Windows every signal kills at once.
const testSignals = process.platform === 'win32' ? test.skip : test;

describe('a job that is cancelled', () => {
  testSignals(
    'stops at once, and says what was revoked and what is left',
    onRevokeStage(
      async ({ sandbox, revoke }) => {
        const tokens = [1, 2, 3].map((n) => addExpired(sandbox, `gha-${n}`));
        const stop = signalWhen(() => deletes(sandbox).length === 2, 'SIGINT');
        const step = await revoke({ expired: 'true' }, stop);

        const [done, ...left] = tokens.map(({ id }) => id);
        expect(errorOf(step).split('\n')).toEqual([
          '2 of 3 user tokens could not be revoked.',
          'The step was stopped (SIGINT).',
          `- ${left[0] ?? ''} gha-2`,
          `- ${left[1] ?? ''} gha-3`,
        ]);
        expect(step.outputs).toEqual({ revoked: done, gone: '', failed: left.join() });
        expect(step.durationMs).toBeLessThan(5000);
      },
      {
        fault: (operation, { n }) =>
          operation === 'deleteUserToken' && n > 1 ? { before: { kind: 'hang' } } : undefined,
      },
    ),
  );

  testSignals(
    'while it waits for the rate limit stops at once, too',
    onRevokeStage(
      async ({ sandbox, revoke }) => {
        for (const n of [1, 2, 3]) addExpired(sandbox, `gha-${n}`);
        const stop = signalWhen(
          () => deletes(sandbox).some(({ status }) => status === 429),
          'SIGTERM',
        );
        const step = await revoke({ expired: 'true' }, stop);

        expect(errorOf(step)).toContain('The step was stopped (SIGTERM).');
        expect(step.outputs['revoked']?.split(',')).toHaveLength(2);
        expect(step.durationMs).toBeLessThan(5000);
      },
      { writesPerWindow: 2 },
    ),
  );

  testSignals(
    'while it lists the tokens has revoked none',
    onRevokeStage(async ({ sandbox, revoke, asked }) => {
      addExpired(sandbox, 'gha-1');
      sandbox.failNext('listAgentPortfolios', { before: { kind: 'hang' } });
      const step = await revoke(
        { expired: 'true' },
        signalWhen(() => sandbox.requests.length > 0, 'SIGINT'),
      );

      expect(errorOf(step)).toBe('The step was stopped (SIGINT).');
      expect(asked()).toEqual(['listAgentPortfolios']);
    }),
  );
});

test(
  'the keys go to the portfolio of the inputs and nowhere else',
  onRevokeStage(async ({ sandbox, revoke }) => {
    const { id } = addExpired(sandbox, 'gha-1');
    await revoke({ expired: 'true' });

    expect(sandbox.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/v1/agent-portfolios',
      `DELETE /api/v1/agent-portfolios/${SANDBOX_PORTFOLIO_ID}/user-tokens/${id}`,
    ]);
  }),
);

// A key may be a UUID, too.
const uuidKey = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

test(
  'a key that comes back as the id of a listed token is not in the summary',
  onRevokeStage(
    async ({ sandbox, revoke }) => {
      const userTokens = [
        { userTokenId: uuidKey, userTokenName: 'gha-old', expiresAt: '2020-01-01T00:00:00Z' },
      ];
      const agentPortfolios = [{ agentPortfolioId: SANDBOX_PORTFOLIO_ID, userTokens }];
      sandbox.failNext('listAgentPortfolios', { before: json(200, { agentPortfolios }) });
      const { exitCode, summaryRaw } = await revoke({ expired: 'true' });

      expect(exitCode).toBe(0);
      expect(summaryRaw).toContain('| gha-old | &#42;&#42;&#42; | gone already |');
    },
    { apiKey: uuidKey },
  ),
);
