import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import nock from 'nock';
import { run as main } from '../src/main.ts';
import { run as post } from '../src/post.ts';
import { openSavedLedger } from '../src/runner/saved-state.ts';
import { Secret } from '../src/secrets/secret.ts';
import type { OpenToken } from '../src/token/ledger.ts';
import { API_KEY, USER_KEY, USER_TOKEN, uuid } from './fakes.ts';
import { startRunner, valuesIn, type Runner } from './runner.ts';
import { forgetProxies } from './servers.ts';

// The two programs inside the test's own process, where their coverage is measured. What a user feels of them is in e2e/.

const PORTFOLIO = uuid(1);
const TOKEN = uuid(2);
const TOKENS = `/api/v1/agent-portfolios/${PORTFOLIO}/user-tokens`;
const made = { userTokenId: TOKEN, userToken: USER_TOKEN };

let runner: Runner;

beforeAll(() => {
  nock.disableNetConnect();
});
afterAll(() => {
  nock.restore();
});
beforeEach(() => {
  forgetProxies();
  runner = startRunner();
  give({
    'api-key': API_KEY,
    'user-key': USER_KEY,
    'portfolio-id': PORTFOLIO,
    scopes: 'demo:read 211',
    'runner-ip': '20.102.38.7',
  });
});
afterEach(() => {
  runner.close();
  for (const name of ['SIGINT', 'SIGTERM', 'uncaughtException']) process.removeAllListeners(name);
  process.exitCode = undefined;
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});

function give(inputs: Record<string, string>): void {
  for (const [name, value] of Object.entries(inputs)) {
    process.env[`INPUT_${name.toUpperCase()}`] = value;
  }
}

const eToro = () => nock('https://public-api.etoro.com');

test('the step hands out a token, and tells the post step of it', async () => {
  eToro().post(TOKENS).reply(201, made);
  await main();

  expect(process.exitCode).toBe(0);
  expect(valuesIn(runner.read('GITHUB_OUTPUT'))).toMatchObject({
    token: USER_TOKEN,
    'token-id': TOKEN,
    scopes: 'etoro-public:demo:read,211',
  });
  expect(runner.read('GITHUB_STATE')).toContain(TOKEN);
  expect(runner.read('GITHUB_STEP_SUMMARY')).toContain(TOKEN);
  expect(runner.read('GITHUB_ENV')).toBe('');
  expect(runner.printed()).toContainEqual(
    expect.stringMatching(/^::notice::This action does not know the scope 211\./),
  );
});

test('the step exports the keys when that is asked for, and writes no summary when it is not', async () => {
  give({ 'export-env': 'true', summary: 'false', revoke: 'false' });
  eToro().post(TOKENS).reply(201, made);
  await main();

  expect(valuesIn(runner.read('GITHUB_ENV'))).toEqual({
    ETORO_API_KEY: API_KEY,
    ETORO_USER_KEY: USER_TOKEN,
  });
  expect(runner.read('GITHUB_STEP_SUMMARY')).toBe('');
  // The token is the job's to keep.
  expect(valuesIn(runner.read('GITHUB_STATE'))['tokens']).toContain('"tokens":[]');
});

test('the step makes a token by the clock of eToro when its own is off, and warns', async () => {
  const date = new Date(Date.now() + 600_000).toUTCString();
  const late = uuid(7);
  eToro()
    .post(TOKENS)
    .reply(201, { ...made, userTokenId: late }, { date });
  eToro().delete(`${TOKENS}/${late}`).reply(204, '', { date });
  eToro().post(TOKENS).reply(201, made, { date });
  await main();

  expect(process.exitCode).toBe(0);
  const outputs = valuesIn(runner.read('GITHUB_OUTPUT'));
  expect(outputs['token-id']).toBe(TOKEN);
  const hour = Date.parse(outputs['expires-at'] ?? '') - Date.parse(date);
  expect(Math.abs(hour - 3_600_000)).toBeLessThan(10_000);
  expect(runner.printed()).toContainEqual(
    expect.stringMatching(/^::warning::The clock of this runner is \S+ behind eToro's\./),
  );
});

test('a step that fails ends with one error', async () => {
  eToro().post(TOKENS).reply(401, { errorCode: 'Unauthorized', errorMessage: 'Unauthorized' });
  await main();

  expect(process.exitCode).toBe(1);
  const errors = runner.printed().filter((line) => line.startsWith('::error::'));
  expect(errors).toEqual([
    expect.stringContaining('There is no user token. eToro answered HTTP 401'),
  ]);
  expect(runner.read('GITHUB_OUTPUT')).toBe('');
});

test('a step that is stopped says that the post step goes on', async () => {
  const running = main();
  process.emit('SIGINT');
  await running;

  expect(process.exitCode).toBe(1);
  expect(runner.printed().at(-1)).toBe(
    '::error::There is no user token. The step was stopped (SIGINT). The post step revokes what was made.',
  );
});

test('in debug mode the error is shown whole', async () => {
  process.env['RUNNER_DEBUG'] = '1';
  try {
    give({ scopes: '' });
    await main();
  } finally {
    delete process.env['RUNNER_DEBUG'];
  }
  expect(runner.printed().at(-1)).toMatch(/^::debug::InputError: .*%0A {4}at /);
});

const open: OpenToken = {
  userTokenName: 'gha-acme-bot-1-1-0123456789ab',
  isGenerated: true,
  expiresAt: Date.UTC(2026, 11, 31, 23, 59, 59),
  ipsWhitelist: [],
  sentAt: Date.now(),
};

/** Leaves what a step with the same inputs leaves. */
function leave(...tokens: OpenToken[]): void {
  const apiUrl = new URL('https://public-api.etoro.com/');
  const ledger = openSavedLedger(apiUrl, PORTFOLIO, new Secret(USER_KEY));
  for (const token of tokens) ledger.add(token);
  process.env['STATE_tokens'] = valuesIn(runner.read('GITHUB_STATE'))['tokens'];
}

test('the post step revokes what the step left', async () => {
  leave({ ...open, userTokenId: TOKEN });
  eToro().delete(`${TOKENS}/${TOKEN}`).reply(204);
  await post();

  expect(process.exitCode).toBeUndefined();
  expect(runner.printed().at(-1)).toBe(`Revoked the user token "${open.userTokenName}".`);
});

test('the post step finds a token whose answer was lost by its name', async () => {
  leave(open);
  const listed = { ...open, userTokenId: TOKEN };
  eToro()
    .get('/api/v1/agent-portfolios')
    .reply(200, { agentPortfolios: [{ agentPortfolioId: PORTFOLIO, userTokens: [listed] }] });
  eToro().delete(`${TOKENS}/${TOKEN}`).reply(204);
  await post();

  expect(process.exitCode).toBeUndefined();
  expect(runner.printed().at(-1)).toBe(`Revoked the user token "${open.userTokenName}".`);
});

test('the post step sends nothing with another user key, and warns', async () => {
  leave({ ...open, userTokenId: TOKEN });
  give({ 'user-key': USER_TOKEN });
  await post();

  expect(process.exitCode).toBeUndefined();
  expect(runner.printed().at(-1)).toMatch(
    /^::warning::The user token ".*" is not revoked: The user key of the post step is not the one/,
  );
});

test('the post step has nothing to do when the step left nothing', async () => {
  await post();
  expect(runner.printed().at(-1)).toBe('There is nothing to revoke.');
});

test('the post step warns of what it could not revoke, and of what it is not certain', async () => {
  leave({ ...open, userTokenId: TOKEN }, { ...open, userTokenName: 'gha-2' });
  give({ 'user-key': '' });
  await post();

  expect(process.exitCode ?? 0).toBe(0);
  expect(runner.printed().slice(-2)).toEqual([
    expect.stringMatching(
      /^::warning::The user token ".*" is not revoked: .*user-key: It is not given/,
    ),
    expect.stringMatching(
      /^::warning::There may be a user token "gha-2" that nobody holds: .*user-key: It is not given/,
    ),
  ]);
});

test('the post step warns when it cannot read what the step left', async () => {
  process.env['STATE_tokens'] = '{';
  await post();

  expect(process.exitCode).toBe(0);
  expect(runner.printed().at(-1)).toMatch(/^::warning::The post step could not revoke\. /);
});
