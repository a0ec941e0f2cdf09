import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { InputError } from '../../src/runner/input-reader.ts';
import { takeKeys } from '../../src/runner/keys.ts';
import {
  readRevokeInputs,
  revokeDefaults,
  type RevokeInputs,
} from '../../src/runner/revoke-inputs.ts';
import { API_KEY, fakeLog, MINUTE, SECOND, USER_KEY, uuid } from '../fakes.ts';
import { startRunner, type Runner } from '../runner.ts';

const PORTFOLIO = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890';
const required = { 'api-key': API_KEY, 'user-key': USER_KEY, 'portfolio-id': PORTFOLIO };
const inJob = { GITHUB_REPOSITORY: 'octo-org/trading-bot', GITHUB_RUN_ID: '123' };
const proxies = ['http_proxy', 'https_proxy', 'no_proxy'];
const noneGiven =
  '- token-ids, run, expired: None of them is given. Write at least one: token-ids with the ids of tokens, run: this, or expired: true.';

let runner: Runner;
beforeEach(() => {
  for (const name of proxies.flatMap((name) => [name, name.toUpperCase()])) {
    Reflect.deleteProperty(process.env, name);
  }
  runner = startRunner();
});
afterEach(() => {
  runner.close();
});

/** Reads the inputs as the runner hands them over, the required ones and those given. */
function read(inputs: Record<string, string>, env: Record<string, string> = inJob): RevokeInputs {
  for (const [name, value] of Object.entries({ ...required, ...inputs })) {
    process.env[`INPUT_${name.toUpperCase()}`] = value;
  }
  Object.assign(process.env, env);
  const { secrets } = fakeLog();
  return readRevokeInputs(takeKeys(secrets), secrets);
}

/** The problems with the inputs, one line each. */
function problems(inputs: Record<string, string>, env?: Record<string, string>): string[] {
  try {
    read(inputs, env);
  } catch (error) {
    if (error instanceof InputError) return error.message.split('\n').slice(1);
    throw error;
  }
  throw new Error('the inputs were taken');
}

test('what an input counts as when it is not given is what revoke/action.yml says', () => {
  const { inputs } = load(readFileSync('revoke/action.yml', 'utf8')) as {
    inputs: Record<string, { default?: string }>;
  };
  const declared = Object.entries(inputs).flatMap(([name, { default: value }]) =>
    value === undefined ? [] : [[name, value]],
  );
  expect(Object.fromEntries(declared)).toEqual(revokeDefaults);
});

test('the defaults', () => {
  const { keys, ...rest } = read({ expired: 'true' });
  expect([keys.apiKey.reveal(), keys.userKey.reveal()]).toEqual([API_KEY, USER_KEY]);
  expect(rest).toEqual({
    agentPortfolioId: PORTFOLIO,
    apiUrl: new URL('https://public-api.etoro.com'),
    timeout: 5 * MINUTE,
    summary: true,
    tokenIds: [],
    run: null,
    expired: true,
    dryRun: false,
  });
});

describe('token-ids', () => {
  test('are a list; repeats are dropped, in whatever case', () => {
    const ids = `${uuid(0xb)}, ${uuid(0xa)}\n${uuid(0xb).toUpperCase()} ,`;
    expect(read({ 'token-ids': ids }).tokenIds).toEqual([uuid(0xb), uuid(0xa)]);
  });

  test('are UUIDs, and each wrong one is named', () => {
    expect(problems({ 'token-ids': `one ${uuid(1)} gha-octo-org-bot` })).toEqual([
      '- token-ids: "one" is not a UUID. Write the id of the user token, such as a1b2c3d4-e5f6-7890-abcd-ef1234567890. "gha-octo-org-bot" is not a UUID. Write the id of the user token, such as a1b2c3d4-e5f6-7890-abcd-ef1234567890.',
    ]);
  });

  test('a list without an id counts as not given', () => {
    expect(problems({ 'token-ids': ' , ' })).toEqual([noneGiven]);
  });
});

describe('run', () => {
  const repository = { owner: 'octo-org', repo: 'trading-bot' };

  test.each(['this', 'THIS'])('%s is the run of the job', (run) => {
    expect(read({ run }).run).toEqual({ ...repository, runId: 123 });
  });

  test('an id is another run of the same repository', () => {
    expect(read({ run: '16000000001' }).run).toEqual({ ...repository, runId: 16_000_000_001 });
  });

  test.each(['0', '007', '-1', '1.5', '1e3', '0x7b', '12345678901234567890', 'last', '123 124'])(
    '%j is no run',
    (run) => {
      expect(problems({ run })).toEqual([
        `- run: "${run}" is not a workflow run. Write this, or the id of a run: the number in the address of its page.`,
      ]);
    },
  );

  test.each([
    ['the repository', 'this', { GITHUB_RUN_ID: '123' }],
    ['the repository', '17', { GITHUB_RUN_ID: '123' }],
    ['the name of the repository', 'this', { ...inJob, GITHUB_REPOSITORY: 'octo-org' }],
    ['the run', 'this', { GITHUB_REPOSITORY: 'octo-org/trading-bot' }],
  ])('an environment that does not tell %s is no place for run: %s', (_what, run, env) => {
    expect(problems({ run }, env)).toEqual([
      '- run: GITHUB_REPOSITORY and GITHUB_RUN_ID do not name the workflow run. Run this as a step of a GitHub Actions job.',
    ]);
  });

  test('an id needs no run of its own', () => {
    const env = { GITHUB_REPOSITORY: 'octo-org/trading-bot' };
    expect(read({ run: '17' }, env).run).toEqual({ ...repository, runId: 17 });
  });
});

test.each<Record<string, string>>([{}, { expired: 'false' }, { run: '', 'token-ids': '' }])(
  'without any of the three, the problem says what to write: %j',
  (inputs) => {
    expect(problems(inputs)).toEqual([noneGiven]);
  },
);

test.each([
  ['token-ids', 'one'],
  ['run', 'last'],
  ['expired', 'yes'],
])('%s that is wrong is not told as one that is not given', (input, value) => {
  expect(problems({ [input]: value })).toEqual([expect.stringMatching(`^- ${input}: "${value}"`)]);
});

test('all problems are told at once, in the order of the inputs', () => {
  const wrong = {
    'portfolio-id': 'mine',
    'api-url': 'http://api.example',
    timeout: '5',
    summary: 'no',
    'token-ids': 'one',
    run: 'last',
    expired: 'yes',
    'dry-run': '1',
  };
  const lines = problems(wrong);
  expect(lines.map((line) => /^- ([a-z-]+): /.exec(line)?.[1])).toEqual(Object.keys(wrong));
});

test.each([
  ['', 'is not there'],
  ['/nowhere/at/all', 'cannot be written'],
  ['.', 'is a folder'],
])('GITHUB_OUTPUT=%s, which %s, is a problem before anything is sent', (path) => {
  const env = { ...inJob, GITHUB_OUTPUT: path };
  expect(problems({ expired: 'true' }, env)).toEqual([
    '- GITHUB_OUTPUT: It names no file that can be written. Run this as a step of a GitHub Actions job.',
  ]);
});

test('the file of the state is not needed, because there is no post step', () => {
  expect(read({ expired: 'true' }, { ...inJob, GITHUB_STATE: '' }).expired).toBe(true);
});

test('a timeout is a duration from one second on', () => {
  expect(read({ expired: 'true', timeout: '1s' }).timeout).toBe(SECOND);
});

test('a key in another input is not repeated', () => {
  expect(problems({ run: USER_KEY })).toEqual([
    '- run: It holds the value of a key. Write the keys in api-key and user-key only.',
  ]);
});
