import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { takeKeys } from '../../src/runner/common-inputs.ts';
import { readStepInputs, stepDefaults } from '../../src/runner/step-inputs.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/time/clock.ts';
import { API_KEY, fakeLog, USER_KEY } from '../fakes.ts';
import { problemsOf, startRunner } from '../runner.ts';

type Texts = Record<string, string>;

startRunner();

const PORTFOLIO = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890';
const required = { 'api-key': API_KEY, 'user-key': USER_KEY, 'portfolio-id': PORTFOLIO, scopes: 'demo:read, 203' };

/** Reads the inputs as the runner hands them over, the required ones and those given. */
function read(inputs: Texts = {}, env: Texts = {}) {
  for (const [name, value] of Object.entries({ ...required, ...inputs })) {
    process.env[`INPUT_${name.toUpperCase()}`] = value;
  }
  Object.assign(process.env, { GITHUB_REPOSITORY: 'octo-org/bot', ...env });
  const { secrets } = fakeLog();
  return readStepInputs({ keys: takeKeys(secrets), secrets });
}

/** The problems with the inputs, one line each. */
const problems = (inputs: Texts, env: Texts = {}) => problemsOf(() => read(inputs, env));

/** What each problem is about. */
const named = (lines: readonly string[]) => lines.map((line) => /^- ([\w-]+): ./.exec(line)?.[1]);

test('the required inputs are enough', () => {
  const { keys, ...rest } = read();
  expect([keys.apiKey.reveal(), keys.userKey.reveal()]).toEqual([API_KEY, USER_KEY]);
  expect(rest).toEqual({
    agentPortfolioId: PORTFOLIO,
    scopes: { apiVersion: 'v1', scopeIds: [201, 203] },
    runnerIp: { auto: true, addresses: [] },
    ipServices: ['api.ipify.org', 'checkip.amazonaws.com', 'ipv4.icanhazip.com'].map(
      (host) => new URL(`https://${host}`),
    ),
    label: 'octo-org/bot',
    expiresIn: HOUR,
    apiUrl: new URL('https://public-api.etoro.com'),
    timeout: 5 * MINUTE,
    revoke: true,
    exportEnv: false,
    summary: true,
  });
});

test('an input that is given but empty counts as not given', () => {
  const empty = Object.keys(stepDefaults).map((name) => [name, ''] as const);
  expect(read({ ...Object.fromEntries(empty), label: '  ' })).toEqual(read());
});

test.each<[Texts, object]>([
  [{ 'runner-ip': '20.102.38.7' }, { runnerIp: { auto: false, addresses: ['20.102.38.7'] } }],
  [{ 'runner-ip': 'NONE' }, { runnerIp: { auto: false, addresses: [] } }],
  [{ label: 'My bot' }, { label: 'My bot' }],
  [{ 'expires-in': '1m' }, { expiresIn: MINUTE }],
  [{ 'expires-in': '5d' }, { expiresIn: 5 * DAY }],
  [
    { 'api-version': 'V2', scopes: 'real:write' },
    { scopes: { apiVersion: 'v2', scopeNames: ['etoro-public:trade.real:write'] } },
  ],
  [
    { 'ip-services': 'https://a.example,https://b.example\nhttps://A.example/' },
    { ipServices: [new URL('https://a.example'), new URL('https://b.example')] },
  ],
  [{ timeout: '1s' }, { timeout: SECOND }],
  [{ revoke: 'False' }, { revoke: false }],
  [{ 'export-env': 'TRUE' }, { exportEnv: true }],
  [{ summary: 'false' }, { summary: false }],
  [{ 'api-url': 'http://127.0.0.1:8080/x' }, { apiUrl: new URL('http://127.0.0.1:8080/x') }],
])('%j is taken', (inputs, expected) => {
  expect(read(inputs)).toMatchObject(expected);
});

test.each([
  ['portfolio-id', ['', 'mine', `{${PORTFOLIO}}`]],
  ['scopes', ['', ',', 'real:admin', '- real:read', '["real:read"]']],
  ['runner-ip', ['10.0.0', ',']],
  ['ip-services', ['http://ip.example', ',', 'http://one.example two']],
  ['expires-in', ['59s', '121h', '60', 'never']],
  ['api-version', ['v3']],
  ['api-url', ['http://public-api.etoro.com', 'https://public-api.etoro.com?x']],
  ['timeout', ['0s', '5']],
  ['revoke', ['yes']],
  ['export-env', ['1']],
  ['summary', ['on']],
])('%s that is wrong is one problem that names it: %j', (name, values) => {
  for (const value of values) expect(named(problems({ [name]: value }))).toEqual([name]);
});

const inputNames = [...Object.keys(stepDefaults), 'label', 'portfolio-id', 'scopes'];
test.each(inputNames)('%s with the value of a key in it is a problem that does not repeat it', (name) => {
  expect(problems({ [name]: `x${USER_KEY.toUpperCase()}x` })).toEqual([
    `- ${name}: It holds the value of a key. Write the keys in api-key and user-key only.`,
  ]);
});

test('all problems are told at once, and counted', () => {
  const wrong = Object.fromEntries(['portfolio-id', 'scopes', ...Object.keys(stepDefaults)].map((name) => [name, 'x']));
  const bad = { ...wrong, 'api-key': '', 'user-key': 'two words' };
  expect(named(problems(bad)).toSorted()).toEqual(Object.keys(bad).toSorted());
  expect(() => read(bad)).toThrow(`Nothing was sent because ${Object.keys(bad).length} inputs are wrong:\n- `);
  expect(() => read({ ...required, ...stepDefaults, timeout: 'x' })).toThrow(
    'Nothing was sent because one input is wrong:\n- timeout',
  );
});

describe('export-env', () => {
  const fromEnv = { ETORO_API_KEY: API_KEY, ETORO_USER_KEY: USER_KEY };
  const on = { 'export-env': 'true' };

  test.each<[Texts, Texts, string[]]>([
    // The post step would find the token in the place of the key.
    [{ ...on, 'user-key': '' }, fromEnv, ['export-env']],
    [{ ...on, 'user-key': '', 'api-key': '' }, { ETORO_USER_KEY: USER_KEY }, ['api-key', 'export-env']],
    // GitHub evaluates `with:` again for the post step: user-key: ${{ env.ETORO_USER_KEY }} is the token then.
    [on, fromEnv, ['export-env']],
  ])('%j with a user key in the environment is refused', (inputs, env, names) => {
    expect(named(problems(inputs, env))).toEqual(names);
  });

  test.each<[Texts, Texts]>([
    [on, { ETORO_USER_KEY: 'the-user-key-of-somebody-else' }],
    [on, {}],
    [{ ...on, 'api-key': '' }, { ETORO_API_KEY: API_KEY }],
    [{ 'user-key': '' }, fromEnv],
  ])('%j is fine with %j', (inputs, env) => {
    expect(read(inputs, env).exportEnv).toBe('export-env' in inputs);
  });
});

describe("the runner's files", () => {
  test.each<[Texts, Texts]>([
    [{}, { GITHUB_OUTPUT: '' }],
    [{}, { GITHUB_STATE: '' }],
    [{}, { GITHUB_OUTPUT: '/nowhere/at/all' }],
    [{ 'export-env': 'true' }, { GITHUB_ENV: '' }],
  ])('with %j, %j is a problem', (inputs, env) => {
    expect(named(problems(inputs, env))).toEqual(Object.keys(env));
  });

  test('GITHUB_ENV is not needed without export-env', () => {
    expect(read({}, { GITHUB_ENV: '' }).exportEnv).toBe(false);
  });
});

describe('a proxy that cannot be used', () => {
  const unusable = 'http://somebody:hunter2%@proxy.example:3128';
  const local = { 'api-url': 'http://127.0.0.1:8080' };

  test.each<[Texts, Texts, string[]]>([
    [{ timeout: 'x' }, { https_proxy: unusable }, ['timeout', 'https_proxy']],
    [{}, { HTTPS_PROXY: 'socks5://proxy.example:1080' }, ['HTTPS_PROXY']],
    [local, { https_proxy: 'http://proxy.example:99999', no_proxy: '127.0.0.1' }, ['https_proxy']],
  ])('with %j, %j is a problem, once, without its password', (inputs, env, names) => {
    const lines = problems(inputs, env);
    expect(named(lines)).toEqual(names);
    expect(lines.join()).not.toMatch(/somebody|hunter2/);
  });

  test.each(['20.102.38.7', 'none'])('does not matter with runner-ip %s, which asks no service', (runnerIp) => {
    const env = { https_proxy: unusable, no_proxy: '127.0.0.1' };
    expect(read({ ...local, 'runner-ip': runnerIp }, env).apiUrl.host).toBe('127.0.0.1:8080');
  });
});

test('action.yml has the defaults of the code, and requires what the code requires', () => {
  const { inputs } = load(readFileSync('action.yml', 'utf8')) as {
    inputs: Record<string, { default?: string; required?: boolean }>;
  };
  const all = Object.entries(inputs);
  const defaults = all.flatMap(([name, input]) => (input.default === undefined ? [] : [[name, input.default]]));
  expect(Object.fromEntries(defaults)).toEqual(stepDefaults);
  expect(all.flatMap(([name, input]) => (input.required === true ? name : []))).toEqual(['portfolio-id', 'scopes']);
});
