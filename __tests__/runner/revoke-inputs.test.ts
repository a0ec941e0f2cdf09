import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { repositoryIdOf } from '../../src/names/family.ts';
import { takeKeys } from '../../src/runner/common-inputs.ts';
import { readRevokeInputs, revokeDefaults } from '../../src/runner/revoke-inputs.ts';
import { API_KEY, fakeLog, MINUTE, SECOND, USER_KEY, uuid } from '../fakes.ts';
import { problemsOf, startRunner } from '../runner.ts';

const PORTFOLIO = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890';
const GITHUB_TOKEN = 'ghs_1f9e8d7c6b5a4f3e2d1c';
const inJob = {
  GITHUB_SERVER_URL: 'https://github.example',
  GITHUB_REPOSITORY: 'Octo-Org/trading-bot',
  GITHUB_RUN_ID: '123',
};
const repository = repositoryIdOf('https://github.example', 'octo-org/trading-bot');
const noneGiven =
  '- token-ids, run, expired: None of them is given. Write at least one: token-ids with the ids of tokens, run: this, run: finished, or expired: true.';

startRunner();
let log: ReturnType<typeof fakeLog>;
beforeEach(() => {
  log = fakeLog();
});

/** Reads the inputs as the runner hands them over, the required ones and those given. */
function read(inputs: Record<string, string>, env: Record<string, string> = inJob) {
  const required = { 'api-key': API_KEY, 'user-key': USER_KEY, 'portfolio-id': PORTFOLIO };
  for (const [name, value] of Object.entries({ ...required, ...inputs })) {
    process.env[`INPUT_${name.toUpperCase()}`] = value;
  }
  Object.assign(process.env, env);
  return readRevokeInputs({ keys: takeKeys(log.secrets), secrets: log.secrets });
}

/** The problems with the inputs, one line each. */
const problems = (inputs: Record<string, string>, env?: Record<string, string>) => problemsOf(() => read(inputs, env));

test('what an input counts as when it is not given is what revoke/action.yml says', () => {
  const { inputs } = load(readFileSync('revoke/action.yml', 'utf8')) as {
    inputs: Record<string, { default?: string }>;
  };
  const declared = Object.entries(inputs).flatMap(([name, { default: value }]) =>
    value === undefined ? [] : [[name, value]],
  );
  expect(Object.fromEntries(declared)).toEqual({
    ...revokeDefaults,
    // GitHub puts the token itself in its place.
    'github-token': '${{ github.token }}',
  });
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
    runs: null,
    expired: true,
    dryRun: false,
  });
});

const ids = `${uuid(0xb)}, ${uuid(0xa)}\n${uuid(0xb).toUpperCase()} ,`;
test.each<[Record<string, string>, object]>([
  [{ 'token-ids': ids }, { tokenIds: [uuid(0xb), uuid(0xa)] }],
  [{ run: 'this' }, { runs: { repository, runId: 123 } }],
  [{ run: 'THIS' }, { runs: { repository, runId: 123 } }],
  [{ run: '16000000001' }, { runs: { repository, runId: 16_000_000_001 } }],
  [{ expired: 'true', timeout: '1s' }, { timeout: SECOND }],
  // There is no post step.
  [{ expired: 'true', state: '' }, { expired: true }],
])('%j is taken', (inputs, expected) => {
  process.env['GITHUB_STATE'] = '';
  expect(read(inputs)).toMatchObject(expected);
});

describe('run: finished', () => {
  const finished = { run: 'Finished', 'github-token': GITHUB_TOKEN };

  test.each([
    [{}, 'https://api.github.com/'],
    [{ GITHUB_API_URL: 'https://github.example/api/v3' }, 'https://github.example/api/v3'],
    [{ GITHUB_API_URL: 'http://127.0.0.1:8080' }, 'http://127.0.0.1:8080/'],
  ])('%j asks %s, with a token that is masked', (env, address) => {
    const { runs } = read(finished, { ...inJob, ...env });
    if (!runs || !('github' in runs)) throw new Error('GitHub is not asked');
    const { apiUrl, token, fullName: name } = runs.github;
    expect([runs.repository, name]).toEqual([repository, inJob.GITHUB_REPOSITORY]);
    expect([apiUrl.href, token.reveal()]).toEqual([address, GITHUB_TOKEN]);
    expect(log.masked).toContain(GITHUB_TOKEN);
  });

  test.each<[Record<string, string>, Record<string, string>, string]>([
    [{ 'github-token': '' }, {}, '- github-token: It is not given. Write github-token: ${{ github.token }}'],
    [{ 'github-token': `"${GITHUB_TOKEN}"` }, {}, '- github-token: It has quotes around it. Leave them out.'],
    [
      {},
      { GITHUB_API_URL: 'http://ghe.example' },
      '- GITHUB_API_URL: "http://ghe.example" is not encrypted. Write an https URL (http is for loopback hosts).',
    ],
    [
      {},
      { https_proxy: 'socks5://proxy.example', no_proxy: 'public-api.etoro.com' },
      '- https_proxy: It names a proxy of an unknown kind. Write an http or https one, such as http://proxy.example:3128.',
    ],
  ])('%j %j is a problem', (inputs, env, problem) => {
    expect(problems({ ...finished, ...inputs }, { ...inJob, ...env })).toEqual([problem]);
  });
});

const noJob =
  '- run: GITHUB_REPOSITORY and GITHUB_RUN_ID do not name the workflow run. Run this as a step of a GitHub Actions job.';
const notUuid = (text: string) => `"${text}" is not a UUID. Write the id of the user token, such as ${PORTFOLIO}.`;
test.each<[Record<string, string>, Record<string, string>, string]>([
  [{}, inJob, noneGiven],
  [{ expired: 'false', run: '', 'token-ids': ' , ' }, inJob, noneGiven],
  [{ 'token-ids': `one ${uuid(1)} gha-bot` }, inJob, `- token-ids: ${notUuid('one')} ${notUuid('gha-bot')}`],
  [{ run: 'this' }, { GITHUB_RUN_ID: '123' }, noJob],
  [{ run: 'this' }, { GITHUB_REPOSITORY: 'octo-org/bot' }, noJob],
  [{ run: '17' }, { GITHUB_RUN_ID: '123' }, noJob],
  [{ run: USER_KEY }, inJob, '- run: It holds the value of a key. Write the keys in api-key and user-key only.'],
  ...['', '/nowhere/at/all', '.'].map((path): [Record<string, string>, Record<string, string>, string] => [
    { expired: 'true' },
    { ...inJob, GITHUB_OUTPUT: path },
    '- GITHUB_OUTPUT: It names no file that can be written. Run this as a step of a GitHub Actions job.',
  ]),
  ...['0', '007', '-1', '1.5', '1e3', '0x7b', '12345678901234567890', 'last', '123 124'].map(
    (run): [Record<string, string>, Record<string, string>, string] => [
      { run },
      inJob,
      `- run: "${run}" is not a workflow run. Write this, finished, or the id of a run: the number in the address of its page.`,
    ],
  ),
])('%j %j is a problem', (inputs, env, problem) => {
  expect(problems(inputs, env)).toEqual([problem]);
});

test('all problems are told at once, in the order of the inputs', () => {
  const names = ['portfolio-id', 'api-url', 'timeout', 'summary', 'token-ids', 'run', 'expired', 'dry-run'];
  const wrong = Object.fromEntries(names.map((name) => [name, 'x']));
  expect(problems(wrong).map((line) => /^- ([a-z-]+): /.exec(line)?.[1])).toEqual(names);
});
