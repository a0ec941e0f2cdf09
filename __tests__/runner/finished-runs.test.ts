import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ListedUserToken } from '../../src/etoro/answers.ts';
import type { HttpAnswer, HttpRequest } from '../../src/http/send.ts';
import { TransportError } from '../../src/http/transport-error.ts';
import { nameOf, parseName, repositoryIdOf, startFamily } from '../../src/names/family.ts';
import { whichRuns } from '../../src/runner/finished-runs.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { startBudget } from '../../src/time/clock.ts';
import { fakeClock, fakeLog, MINUTE, noSignal, rejection, SECOND, uuid } from '../fakes.ts';

const TOKEN = 'ghs_55d0c6f2e1894b7ca3d2a1b0c9d8e7f6';
const apiUrl = new URL('https://github.example/api/v3/');
const here = 'https://github.example/api/v3/repos/octo-org/bot/actions/runs';

type Answer = Partial<HttpAnswer> | Error;
const json = (status: number, body: object, headers = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
});
const run = (id: number, status: string, attempt = 1) =>
  json(200, { id, status, run_attempt: attempt, conclusion: null });
const missing = json(404, { message: 'Not Found', documentation_url: '', status: '404' });
const list = json(200, { total_count: 0, workflow_runs: [] });
const lost = new TransportError('the connection broke off (ECONNRESET)', { mayHaveArrived: true });

let requests: HttpRequest[];
let log: ReturnType<typeof fakeLog>;
beforeEach(() => {
  requests = [];
  log = fakeLog(new Secret(TOKEN));
  for (const name of ['http_proxy', 'https_proxy', 'GITHUB_EVENT_PATH']) Reflect.deleteProperty(process.env, name);
});

const repository = repositoryIdOf('https://github.example', '1');
const others = repositoryIdOf('https://github.example', '2');

/** A token that an attempt of a run made. */
function token(runId: number, runAttempt = 1, of = repository, isKept = false): ListedUserToken {
  const family = startFamily({ repository: of, runId, runAttempt }, 'bot', isKept);
  return { userTokenId: uuid(runId), userTokenName: nameOf(family, 1) };
}

/** Which of the tokens are of runs that are over, when GitHub answers this, in turn. Throws when it does not tell. */
async function ask(tokens: ListedUserToken[], answers: Answer[], minutes?: number): Promise<boolean[]> {
  const tools = toolsOf(answers, minutes);
  const github = { apiUrl, fullName: 'octo-org/bot', token: new Secret(TOKEN) };
  const { isOfRun, noWord } = await whichRuns({ repository, github }, tokens, tools);
  const over = tokens.map(({ userTokenName }) => {
    const name = parseName(userTokenName);
    return name !== undefined && isOfRun(name);
  });
  if (!noWord) return over;
  expect(over).not.toContain(true);
  throw new Error(noWord);
}

function toolsOf(answers: Answer[], minutes = 5) {
  const clock = fakeClock();
  return {
    send(request: HttpRequest) {
      requests.push(request);
      const answer = answers.shift() ?? new Error('one request too many');
      return answer instanceof Error
        ? Promise.reject(answer)
        : Promise.resolve({ status: 200, headers: {}, body: '', ...answer });
    },
    ...{ budget: startBudget(minutes * MINUTE, clock), clock, log },
    ...{ secrets: log.secrets, random: () => 0.5, signal: noSignal },
  };
}

test('each run is asked for once, at the host of the API alone, with the token', async () => {
  await ask([token(7), token(8), token(7, 2)], [run(7, 'queued'), run(8, 'queued')]);
  expect(requests.map(({ method, url }) => `${method} ${url.href}`)).toEqual([
    `GET ${here}/7?exclude_pull_requests=true`,
    `GET ${here}/8?exclude_pull_requests=true`,
  ]);
  expect(requests[0]).toMatchObject({
    headers: { authorization: `token ${TOKEN}` },
    timeout: 20 * SECOND,
    maxBytes: 1024 * 1024,
  });
});

test('what no run of this repository made, and what is kept after its job, is not asked for', async () => {
  const unnamed = { userTokenId: uuid(1), userTokenName: 'bot' };
  const tokens = [token(0), token(7, 1, others), token(7, 1, repository, true), unnamed];
  expect(await ask(tokens, [])).toEqual([false, false, false, false]);
  expect(requests).toEqual([]);
});

test('one run, and no run, are known without asking', async () => {
  const { isOfRun } = await whichRuns({ repository, runId: 7 }, [], toolsOf([]));
  const names = [token(7, 2), token(7, 1, repository, true), token(7, 1, others), token(77)];
  const found = names.map(({ userTokenName }) => parseName(userTokenName)).map((name) => name && isOfRun(name));
  expect(found).toEqual([true, true, false, false]);
});

describe('what GitHub says', () => {
  const notOver = ['queued', 'waiting', 'pending', 'in_progress', 'requested', 'something new'];
  test.each<[string, number, number, boolean, string]>([
    ['completed', 1, 1, true, 'completed'],
    ...notOver.map((status): [string, number, number, boolean, string] => [status, 1, 1, false, status]),
    ['in_progress', 3, 2, true, 'attempt 3 is in_progress'],
    ['in_progress', 3, 3, false, 'in_progress'],
    // GitHub may not know yet that somebody has run it again.
    ['completed', 1, 2, false, 'completed'],
    // An attempt that is not known.
    ['in_progress', 2, 0, false, 'in_progress'],
    ['completed', 2, 0, true, 'completed'],
  ])('%s in attempt %i, for attempt %i: over: %s', async (status, current, attempt, isOver, said) => {
    const one = token(7, attempt);
    expect(await ask([one], [run(7, status, current)])).toEqual([isOver]);
    expect(log.lines).toEqual([
      `info: ${uuid(7)} ${one.userTokenName}: run 7, attempt ${attempt}. GitHub says: ${said}.`,
    ]);
  });

  test('a run that is missing is deleted when the list of runs can be read, which is asked once', async () => {
    expect(await ask([token(7), token(8, 0)], [missing, list, missing])).toEqual([true, true]);
    expect(log.lines[0]).toMatch(/ GitHub says: deleted\.$/);
    expect(requests.map(({ url }) => url.href.slice(here.length))).toEqual([
      '/7?exclude_pull_requests=true',
      '?per_page=1',
      '/8?exclude_pull_requests=true',
    ]);
  });

  test('a run that can be read shows that another one is deleted', async () => {
    const tokens = [token(7), token(8)];
    expect(await ask(tokens, [run(7, 'queued'), missing])).toEqual([false, true]);
  });
});

describe('no permission', () => {
  const integration = { message: 'Resource not accessible by integration' };
  test.each<[string, Answer[], number]>([
    ['refused', [json(403, integration, { 'x-ratelimit-remaining': '9' })], 403],
    ['a token that is not known', [json(401, { message: 'Bad credentials' })], 401],
    ['a repository that is not seen', [missing, missing], 404],
    ['a list that is refused', [missing, json(403, integration)], 403],
    ['a list that is none', [missing, json(200, {})], 404],
  ])('%s: one error with what to write', async (_what, answers, status) => {
    expect(await rejection(ask([token(7), token(8)], answers))).toMatchObject({
      message: `GitHub does not let this job read the workflow runs (HTTP ${status}). So run: finished revokes nothing. Leave the input github-token out, and write these two lines into the job:\npermissions:\n  actions: read`,
    });
  });
});

describe('a rate limit', () => {
  const reset = { 'x-ratelimit-reset': String(Date.parse('2026-06-01T12:02:00Z') / 1000) };
  test.each<[string, Answer, string]>([
    ['429 with retry-after', json(429, {}, { 'retry-after': '42', ...reset }), '429|43s'],
    ['403 with retry-after', json(403, {}, { 'retry-after': '42', ...reset }), '403|43s'],
    ['403 that is used up', json(403, {}, { 'x-ratelimit-remaining': '0', ...reset }), '403|2m1s'],
    ['429 that tells nothing', json(429, {}), '429|1m1s'],
    ['a secondary one', json(403, { message: 'You have exceeded a secondary rate limit.' }, reset), '403|1m1s'],
  ])('%s is waited for, with jitter', async (_what, limit, told) => {
    expect(await ask([token(7)], [limit, run(7, 'completed')])).toEqual([true]);
    const [status = '', wait = ''] = told.split('|');
    expect(log.lines[0]).toBe(`info: GitHub answered HTTP ${status}. Waiting ${wait} before asking again.`);
  });
});

test.each<[string, Answer[], number, string]>([
  [
    'a rate limit that is longer than the time that is left',
    [json(429, {}, { 'retry-after': '3600' })],
    5,
    'GitHub answered HTTP 429. It takes 1h until it can be asked again, and 5m of 5m are left.',
  ],
  ['no time', [], 0, 'No time is left to ask GitHub.'],
])('%s is an error', async (_what, answers, minutes, why) => {
  expect(await rejection(ask([token(7)], answers, minutes))).toMatchObject({
    message: `${why} So run: finished revokes nothing. Raise the input timeout, or run this less often.`,
  });
  expect(answers).toEqual([]);
});

describe('no answer', () => {
  test.each<[string, Answer]>([
    ['lost', lost],
    ['500', json(500, {})],
    ['502 in HTML', { status: 502, body: '<html>', headers: { 'content-type': 'text/html' } }],
  ])('%s is asked for again', async (_what, failure) => {
    expect(await ask([token(7)], [failure, failure, run(7, 'completed')])).toEqual([true]);
  });

  const certificate = new TransportError('the certificate of the server is not trusted (X)', {
    ...{ mayHaveArrived: false, mayPass: false },
  });
  test.each<[string, Answer[], string]>([
    ['lost three times', [lost, lost, lost], `No answer from github.example: ${lost.message}`],
    ['503 three times', Array(3).fill(json(503, {})), 'GitHub answered HTTP 503'],
    ['a certificate', [certificate], `No answer from github.example: ${certificate.message}`],
    ['a 404 of something else', [{ status: 404, body: '<html>' }], 'GitHub answered HTTP 404'],
    ['a redirect', [{ status: 301 }], 'GitHub answered without a workflow run'],
    ['another run', [run(8, 'completed')], 'GitHub answered without a workflow run'],
    ['no attempt', [json(200, { id: 7, status: 'completed' })], 'GitHub answered without a workflow run'],
  ])('%s is an error', async (_what, answers, why) => {
    expect(await rejection(ask([token(7)], answers))).toMatchObject({
      message: `${why}. So run: finished revokes nothing. Check the network of this runner and its proxy (https_proxy), or try again later.`,
    });
    expect(answers).toEqual([]);
  });
});
