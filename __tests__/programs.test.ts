import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import nock from 'nock';
import { run as main } from '../src/main.ts';
import { run as post } from '../src/post.ts';
import { nameOf, startFamily } from '../src/names/family.ts';
import { startNote } from '../src/runner/note.ts';
import { workflowRun } from '../src/runner/workflow-run.ts';
import { Secret } from '../src/secrets/secret.ts';
import type { Made } from '../src/token/life.ts';
import { API_KEY, HOUR, USER_KEY, USER_TOKEN, uuid } from './fakes.ts';
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

test('a step that is stopped says so', async () => {
  const running = main();
  process.emit('SIGINT');
  await running;

  expect(process.exitCode).toBe(1);
  expect(runner.printed().at(-1)).toBe(
    '::error::There is no user token. The step was stopped (SIGINT).',
  );
});

/** Leaves what a step with the same inputs leaves, and names its tokens. */
function leave(made: Made): string {
  const family = startFamily(workflowRun(), 'bot', false);
  const apiUrl = new URL('https://public-api.etoro.com/');
  const note = startNote(
    { apiUrl, agentPortfolioId: PORTFOLIO, family, expiresIn: HOUR },
    new Secret(USER_KEY),
  );
  note.save(made);
  note.end();
  process.env['STATE_note'] = valuesIn(runner.read('GITHUB_STATE'))['note'];
  return nameOf(family, 1);
}

test('the post step revokes the token that the step handed out', async () => {
  const userTokenName = leave({ token: { userTokenId: TOKEN, userTokenName: 'a token' } });
  expect(userTokenName).toMatch(/^gha-bot-/);
  eToro().delete(`${TOKENS}/${TOKEN}`).reply(204);
  await post();

  expect(process.exitCode).toBeUndefined();
  expect(runner.printed().at(-1)).toBe('Revoked the user token "a token".');
});

test('the post step finds a token whose answer was lost by its name', async () => {
  const userTokenName = leave({ uncertainAt: Date.now() - HOUR });
  const userTokens = [{ userTokenId: TOKEN, userTokenName }];
  const list = () => eToro().get('/api/v1/agent-portfolios');
  list().reply(200, { agentPortfolios: [{ agentPortfolioId: PORTFOLIO, userTokens }] });
  eToro().delete(`${TOKENS}/${TOKEN}`).reply(204);
  list().reply(200, { agentPortfolios: [{ agentPortfolioId: PORTFOLIO, userTokens: [] }] });
  await post();

  expect(process.exitCode).toBeUndefined();
  expect(runner.printed()).toContain(`Revoked the user token "${userTokenName}".`);
});

test.each([
  [
    'with another user key',
    { 'user-key': USER_TOKEN },
    / The user key of the post step is not the/,
  ],
  ['without a user key', { 'user-key': '' }, /user-key: It is not given/],
])('the post step sends nothing %s, and warns', async (_, inputs, why) => {
  leave({ token: { userTokenId: TOKEN, userTokenName: 'a token' } });
  give(inputs);
  await post();

  expect(process.exitCode ?? 0).toBe(0);
  expect(runner.printed().at(-1)).toMatch(/^::warning::The user token "a token" is not revoked: /);
  expect(runner.printed().at(-1)).toMatch(why);
});

test.each([
  ['has nothing to do when the step left nothing', '', /^There is nothing to revoke\.$/],
  ['warns when it cannot read what was left', '{', /^::warning::The post step could not revoke\. /],
])('the post step %s', async (_, state, told) => {
  process.env['STATE_note'] = state;
  await post();

  expect(process.exitCode ?? 0).toBe(0);
  expect(runner.printed().at(-1)).toMatch(told);
});
