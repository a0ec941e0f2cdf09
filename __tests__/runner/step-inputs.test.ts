import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { InputError } from '../../src/runner/input-reader.ts';
import { takeKeys } from '../../src/runner/keys.ts';
import { readStepInputs, stepDefaults, type StepInputs } from '../../src/runner/step-inputs.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/time/duration.ts';
import { API_KEY, fakeLog, USER_KEY } from '../fakes.ts';
import { startRunner, type Runner } from '../runner.ts';
import { forgetProxies } from '../servers.ts';

let runner: Runner;
beforeEach(() => {
  forgetProxies();
  runner = startRunner();
});
afterEach(() => {
  forgetProxies();
  runner.close();
});

const PORTFOLIO = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890';
const required = {
  'api-key': API_KEY,
  'user-key': USER_KEY,
  'portfolio-id': PORTFOLIO,
  scopes: 'demo:read, 203',
};

/** Reads the inputs as the runner hands them over, the required ones and those given. */
function read(inputs: Record<string, string> = {}, env: Record<string, string> = {}): StepInputs {
  for (const [name, value] of Object.entries({ ...required, ...inputs })) {
    process.env[`INPUT_${name.toUpperCase()}`] = value;
  }
  Object.assign(process.env, env);
  const { secrets } = fakeLog();
  return readStepInputs(takeKeys(secrets), secrets);
}

/** The problems with the inputs, one line each. */
function problems(inputs: Record<string, string>, env: Record<string, string> = {}): string[] {
  try {
    read(inputs, env);
  } catch (error) {
    if (error instanceof InputError) return error.message.split('\n').slice(1);
    throw error;
  }
  throw new Error('the inputs were taken');
}

describe('good inputs', () => {
  test('the required ones are enough', () => {
    const { keys, agentPortfolioId, scopes, ...rest } = read();
    expect([keys.apiKey.reveal(), keys.userKey.reveal()]).toEqual([API_KEY, USER_KEY]);
    expect(agentPortfolioId).toBe(PORTFOLIO);
    expect(scopes).toEqual({ apiVersion: 'v1', scopeIds: [201, 203] });
    expect(rest).toEqual({
      runnerIp: { auto: true, addresses: [] },
      ipServices: [
        new URL('https://api.ipify.org'),
        new URL('https://checkip.amazonaws.com'),
        new URL('https://ipv4.icanhazip.com'),
      ],
      tokenName: null,
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
    const all = { ...Object.fromEntries(empty), 'token-name': '  ' };
    expect(read(all)).toEqual(read());
  });

  test.each([
    [{ 'runner-ip': '20.102.38.7' }, { runnerIp: { auto: false, addresses: ['20.102.38.7'] } }],
    [{ 'runner-ip': 'NONE' }, { runnerIp: { auto: false, addresses: [] } }],
    [{ 'token-name': 'mine' }, { tokenName: 'mine' }],
    [{ 'expires-in': '1m' }, { expiresIn: MINUTE }],
    [{ 'expires-in': '5d' }, { expiresIn: 5 * DAY }],
    [
      { 'api-version': 'V2' },
      { scopes: { apiVersion: 'v2', scopeNames: ['etoro-public:trade.demo:read'] } },
    ],
    [{ timeout: '1s' }, { timeout: SECOND }],
    [{ revoke: 'False' }, { revoke: false }],
    [{ 'export-env': 'TRUE' }, { exportEnv: true }],
    [{ summary: 'false' }, { summary: false }],
    [{ 'api-url': 'http://127.0.0.1:8080/x' }, { apiUrl: new URL('http://127.0.0.1:8080/x') }],
  ])('%j is taken', (inputs, expected) => {
    expect(read({ scopes: 'demo:read', ...inputs })).toMatchObject(expected);
  });

  test('scopes are read in the version that is asked for', () => {
    const { scopes } = read({ 'api-version': 'v2', scopes: 'real:write' });
    expect(scopes).toEqual({ apiVersion: 'v2', scopeNames: ['etoro-public:trade.real:write'] });
  });

  test('the services behind auto are asked once each', () => {
    const { ipServices } = read({
      'ip-services': 'https://a.example,https://b.example\nhttps://A.example/',
    });
    expect(ipServices.map(({ host }) => host)).toEqual(['a.example', 'b.example']);
  });
});

describe('the keys', () => {
  /** What `takeKeys` makes of the inputs that were given, and what it masked. */
  function take(inputs: Record<string, string>) {
    for (const [name, value] of Object.entries(inputs)) {
      process.env[`INPUT_${name.toUpperCase()}`] = value;
    }
    const { secrets, masked } = fakeLog();
    return { given: takeKeys(secrets), masked };
  }

  test('are masked before anything else', () => {
    expect(take({ 'api-key': API_KEY, 'user-key': USER_KEY }).masked).toEqual([API_KEY, USER_KEY]);
  });

  test('come from the environment when the inputs are not given', () => {
    const { keys } = read(
      { 'api-key': '', 'user-key': '' },
      { ETORO_API_KEY: API_KEY, ETORO_USER_KEY: ` ${USER_KEY}\n` },
    );
    expect([keys.apiKey.reveal(), keys.userKey.reveal()]).toEqual([API_KEY, USER_KEY]);
  });

  test('from the environment are masked too', () => {
    process.env['ETORO_USER_KEY'] = USER_KEY;
    expect(take({}).masked).toEqual([USER_KEY]);
  });

  test('of the inputs go before those of the environment', () => {
    const { keys } = read({}, { ETORO_API_KEY: 'another-key', ETORO_USER_KEY: 'another-key' });
    expect([keys.apiKey.reveal(), keys.userKey.reveal()]).toEqual([API_KEY, USER_KEY]);
  });

  test('that are not given hint at forks and Dependabot', () => {
    expect(problems({ 'api-key': '', 'user-key': '' })).toEqual([
      expect.stringMatching(/^- api-key: .*secrets\.ETORO_API_KEY.*forks.*Dependabot/),
      expect.stringMatching(/^- user-key: .*secrets\.ETORO_USER_KEY.*forks.*Dependabot/),
    ]);
  });

  test.each(['two words', 'line\nbreak', 'tab\there', 'schlüssel', 'null\0byte'])(
    'that no header can carry are a problem, and masked all the same: %j',
    (key) => {
      const { given, masked } = take({ 'api-key': API_KEY, 'user-key': key });
      expect(given.userKey).toEqual({
        problem:
          'user-key: It has a character that no key has, such as a space or a line break. Copy the key into the secret again.',
      });
      expect(masked).toContain(key);
    },
  );

  test.each(['api-key', 'user-key'])(
    'that are shorter than 8 characters are a problem, and masked all the same: %s',
    (input) => {
      const keys = { 'api-key': API_KEY, 'user-key': USER_KEY, [input]: 'qz7!xw4' };
      const { given, masked } = take(keys);
      expect(input === 'api-key' ? given.apiKey : given.userKey).toEqual({
        problem: `${input}: It has fewer than 8 characters, and no key is so short. Copy the key into the secret again.`,
      });
      expect(masked).toContain('qz7!xw4');
      expect(problems(keys)).toEqual([expect.stringContaining(`${input}: It has fewer than 8`)]);
    },
  );

  test('of 8 characters are keys', () => {
    const { keys } = read({ 'user-key': 'qz7!xw4?' });
    expect(keys.userKey.reveal()).toBe('qz7!xw4?');
  });
});

describe('bad inputs', () => {
  test.each([
    ['portfolio-id', ''],
    ['portfolio-id', 'mine'],
    ['scopes', ''],
    ['scopes', ','],
    ['scopes', 'real:admin'],
    ['runner-ip', '10.0.0'],
    ['runner-ip', ','],
    ['ip-services', 'http://ip.example'],
    ['ip-services', ','],
    ['token-name', 'a\u0007b'],
    ['token-name', 'x'.repeat(129)],
    ['expires-in', '59s'],
    ['expires-in', '121h'],
    ['expires-in', '60'],
    ['expires-in', 'never'],
    ['api-version', 'v3'],
    ['api-url', 'http://public-api.etoro.com'],
    ['api-url', 'https://public-api.etoro.com?x'],
    ['timeout', '0s'],
    ['timeout', '5'],
    ['revoke', 'yes'],
    ['export-env', '1'],
    ['summary', 'on'],
  ])('%s: %j is a problem that names the input', (name, value) => {
    expect(problems({ [name]: value })).toEqual([expect.stringMatching(`^- ${name}: .`)]);
  });

  test('are told all at once', () => {
    const bad = {
      'api-key': '',
      'user-key': 'two words',
      'portfolio-id': 'x',
      scopes: 'x',
      'runner-ip': 'x',
      'ip-services': 'x',
      'token-name': '\u0007x\u0007',
      'expires-in': 'x',
      'api-version': 'x',
      'api-url': 'x',
      timeout: 'x',
      revoke: 'x',
      'export-env': 'x',
      summary: 'x',
    };
    const named = problems(bad).map((line) => /^- ([a-z-]+): /.exec(line)?.[1]);
    expect(named.toSorted()).toEqual(Object.keys(bad).toSorted());
  });

  test('are counted', () => {
    expect(() => read({ timeout: 'x' })).toThrow(
      'Nothing was sent because one input is wrong:\n- timeout',
    );
    expect(() => read({ timeout: 'x', revoke: 'x' })).toThrow(
      'Nothing was sent because 2 inputs are wrong:\n- ',
    );
  });

  test.each([
    'portfolio-id',
    'scopes',
    'runner-ip',
    'ip-services',
    'token-name',
    'expires-in',
    'api-version',
    'api-url',
    'timeout',
    'revoke',
    'export-env',
    'summary',
  ])('%s with the value of a key in it is a problem that does not repeat it', (name) => {
    const [line, ...others] = problems({ [name]: `x${USER_KEY}x` });
    expect(others).toEqual([]);
    expect(line).toContain(`- ${name}: It holds the value of a key.`);
    expect(line).not.toContain(USER_KEY);
  });

  test.each([
    ['in upper case', USER_KEY.toUpperCase()],
    ['in base64', btoa(USER_KEY)],
    ['in a piece', USER_KEY.slice(12, 24)],
  ])('a token name with a key %s is a problem that does not repeat it', (_how, value) => {
    const [line, ...others] = problems({ 'token-name': `job ${value}` });
    expect(others).toEqual([]);
    expect(line).toContain('- token-name: It holds the value of a key.');
    expect(line).not.toContain(value);
  });

  test('of the services are all told', () => {
    expect(problems({ 'ip-services': 'http://one.example two' })[0]).toMatch(/one\.example.*"two"/);
  });
});

describe('export-env', () => {
  const fromEnv = { ETORO_API_KEY: API_KEY, ETORO_USER_KEY: USER_KEY };

  test('with a user key from the environment is refused: the post step would find the token there', () => {
    const [line] = problems({ 'export-env': 'true', 'user-key': '' }, fromEnv);
    expect(line).toMatch(/^- export-env: .*user-key: \$\{\{ secrets\.ETORO_USER_KEY \}\}/);
  });

  test('with a user key from the environment is told also when another input is wrong', () => {
    const env = { ETORO_USER_KEY: USER_KEY };
    const named = problems({ 'export-env': 'true', 'user-key': '', 'api-key': '' }, env);
    expect(named.map((line) => /^- ([a-z-]+): /.exec(line)?.[1])).toEqual([
      'api-key',
      'export-env',
    ]);
  });

  test('is refused also when the input is given and the environment has the same user key', () => {
    // GitHub evaluates `with:` again for the post step: user-key: ${{ env.ETORO_USER_KEY }} is the token then.
    const [line, ...others] = problems({ 'export-env': 'true' }, fromEnv);
    expect(others).toEqual([]);
    expect(line).toMatch(/^- export-env: .*take ETORO_USER_KEY out of the env of the job\.$/);
  });

  test('is fine with another user key in the environment', () => {
    const env = { ETORO_USER_KEY: 'the-user-key-of-somebody-else' };
    expect(read({ 'export-env': 'true' }, env).exportEnv).toBe(true);
  });

  test('is fine with a user key that is an input only', () => {
    expect(read({ 'export-env': 'true' }).exportEnv).toBe(true);
  });

  test('with an api key from the environment is fine, because that one stays the same', () => {
    const env = { ETORO_API_KEY: API_KEY };
    expect(read({ 'export-env': 'true', 'api-key': '' }, env).exportEnv).toBe(true);
  });

  test('does not matter where it is false', () => {
    expect(read({ 'user-key': '' }, fromEnv).exportEnv).toBe(false);
  });
});

describe("the runner's files", () => {
  test.each(['GITHUB_OUTPUT', 'GITHUB_STATE'])('%s is needed', (variable) => {
    Reflect.deleteProperty(process.env, variable);
    expect(problems({})).toEqual([expect.stringMatching(`^- ${variable}: `)]);
  });

  test('a path where no file is does not do', () => {
    process.env['GITHUB_OUTPUT'] = runner.path('nowhere');
    expect(problems({})).toEqual([expect.stringMatching('^- GITHUB_OUTPUT: ')]);
  });

  test('GITHUB_ENV is needed for export-env', () => {
    Reflect.deleteProperty(process.env, 'GITHUB_ENV');
    expect(problems({ 'export-env': 'true' })).toEqual([expect.stringMatching('^- GITHUB_ENV: ')]);
  });

  test('GITHUB_ENV is not needed otherwise', () => {
    Reflect.deleteProperty(process.env, 'GITHUB_ENV');
    expect(read().exportEnv).toBe(false);
  });
});

describe('a proxy that cannot be used', () => {
  test('is a problem like others, told together with them', () => {
    const env = { https_proxy: 'http://user:100%@proxy.example:3128' };
    expect(problems({ timeout: 'x' }, env)).toEqual([
      expect.stringMatching('^- timeout: '),
      '- https_proxy: The user name or password in it has a % that starts no escape. Write %25 for each %.',
    ]);
  });

  test('is told once, for the API and all address services', () => {
    const named = problems({}, { HTTPS_PROXY: 'socks5://proxy.example:1080' });
    expect(named).toEqual([expect.stringMatching(/^- HTTPS_PROXY: /)]);
  });

  test('is a problem for an address service alone', () => {
    const inputs = { 'api-url': 'http://127.0.0.1:8080' };
    const env = { https_proxy: 'http://proxy.example:99999', no_proxy: '127.0.0.1' };
    expect(problems(inputs, env)).toEqual([expect.stringMatching(/^- https_proxy: /)]);
  });

  test.each(['20.102.38.7', 'none'])(
    'does not matter for address services that are not asked: runner-ip %s',
    (runnerIp) => {
      const inputs = { 'api-url': 'http://127.0.0.1:8080', 'runner-ip': runnerIp };
      const env = { https_proxy: 'http://proxy.example:99999', no_proxy: '127.0.0.1' };
      expect(read(inputs, env).apiUrl.host).toBe('127.0.0.1:8080');
    },
  );

  test('does not show the password in its problem', () => {
    const env = { https_proxy: 'http://somebody:hunter2%@proxy.example:3128' };
    expect(problems({}, env).join()).not.toMatch(/somebody|hunter2/);
  });
});

describe('action.yml', () => {
  const action = load(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8'));
  const inputs = Object.entries(asRecord(asRecord(action)['inputs'])).map(
    ([name, input]) => [name, asRecord(input)] as const,
  );

  test('has the defaults of the code', () => {
    const defaults = inputs.flatMap(([name, input]) => {
      return input['default'] === undefined ? [] : [[name, input['default']] as const];
    });
    expect(Object.fromEntries(defaults)).toEqual(stepDefaults);
  });

  test('requires what the code requires', () => {
    const names = inputs.filter(([, input]) => input['required'] === true).map(([name]) => name);
    expect(names).toEqual(['portfolio-id', 'scopes']);
  });
});

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
