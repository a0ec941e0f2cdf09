import { describe, expect, test } from '@jest/globals';
import { repositoryIdOf, startFamily } from '../../src/names/family.ts';
import { readPostTarget } from '../../src/runner/post-target.ts';
import { takeKeys } from '../../src/runner/common-inputs.ts';
import { readNote, startNote, type Note } from '../../src/runner/note.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { API_KEY, fakeLog, HOUR, noSignal, USER_KEY, USER_TOKEN, uuid } from '../fakes.ts';
import { startRunner, valuesIn } from '../runner.ts';

const runner = startRunner();

/** The advice that every one of these errors ends with. */
const reasons =
  'If a later step sets ETORO_USER_KEY: GitHub reads the inputs again for the post step, so write user-key: ${{ secrets.ETORO_USER_KEY }}. If this action runs inside a composite action inside another one: the post step gets the inputs of the outermost one, so pass api-key and user-key under these names through every layer, or set ETORO_API_KEY and ETORO_USER_KEY in the env of the job.';

const run = { repository: repositoryIdOf('', ''), runId: 0, runAttempt: 0 };

/** What a step with these inputs leaves. */
function stateOf(apiUrl = 'https://public-api.etoro.com/'): Note {
  const family = startFamily(run, 'bot', false);
  const made = { apiUrl: new URL(apiUrl), agentPortfolioId: uuid(1), family, expiresIn: HOUR };
  startNote(made, new Secret(USER_KEY));
  process.env['STATE_note'] = valuesIn(runner.read('GITHUB_STATE'))['note'];
  const note = readNote();
  if (!note) throw new Error('nothing was saved');
  return note;
}

type Inputs = Record<string, string>;

function target(state: Note, inputs: Inputs = {}) {
  const given = { 'api-key': API_KEY, 'user-key': USER_KEY, ...inputs };
  for (const [name, value] of Object.entries(given)) process.env[`INPUT_${name.toUpperCase()}`] = value;
  const log = fakeLog();
  return readPostTarget(state, { log, secrets: log.secrets, keys: takeKeys(log.secrets), signal: noSignal });
}

test.each<[string, string, Inputs]>([
  ['https://public-api.etoro.com/', API_KEY, {}],
  ['https://gateway.example/etoro', API_KEY, { 'api-url': 'HTTPS://Gateway.Example:443/etoro' }],
  // It is the user key that made the token.
  ['https://public-api.etoro.com/', 'an-api-key-that-was-rotated', { 'api-key': 'an-api-key-that-was-rotated' }],
])('is where the step was, %s, with the user key of the step and the api key %s: %j', (url, key, inputs) => {
  const { apiUrl, agentPortfolioId, keys } = target(stateOf(url), inputs);
  expect([apiUrl.href, agentPortfolioId]).toEqual([url, uuid(1)]);
  expect([keys.apiKey.reveal(), keys.userKey.reveal()]).toEqual([key, USER_KEY]);
});

describe('nothing is sent', () => {
  const otherUrl = (input: string, step: string) =>
    `The input api-url of the post step is ${input}, and the step used ${step}, so nothing was sent. ${reasons}`;
  const etoro = 'https://public-api.etoro.com/';
  const notGiven = [
    'Nothing was sent because 2 inputs are wrong:',
    '- api-key: It is not given. Write api-key: ${{ secrets.ETORO_API_KEY }}',
    '- user-key: It is not given. Write user-key: ${{ secrets.ETORO_USER_KEY }}',
    reasons,
  ].join('\n');
  const keyInUrl = [
    'Nothing was sent because one input is wrong:',
    '- api-url: It holds the value of a key. Write the keys in api-key and user-key only.',
  ].join('\n');
  const otherKey = `The user key of the post step is not the one that made the token, so nothing was sent. ${reasons}`;

  test.each<[string, Inputs, string]>([
    [
      'the input api-url is not what the step used',
      { 'api-url': 'https://eve.example' },
      otherUrl('https://eve.example/', etoro),
    ],
    ['the user key is another one, such as the token', { 'user-key': USER_TOKEN }, otherKey],
    ['the keys are not there', { 'api-key': '', 'user-key': '' }, notGiven],
    ['the input api-url has a key in it', { 'api-url': `https://${USER_KEY}.example` }, keyInUrl],
  ])('when %s, and no message shows a key', (_what, inputs, message) => {
    const state = stateOf();
    expect(() => target(state, inputs)).toThrow(expect.objectContaining({ message }));
  });

  test.each(['https://eve.example/', 'http://public-api.etoro.com/', 'nowhere', ''])(
    'when the state names %j, where no input says so',
    (apiUrl) => {
      const state = { ...stateOf(), apiUrl };
      expect(() => target(state)).toThrow(otherUrl(etoro, apiUrl));
    },
  );

  test('when the proxy cannot be used', () => {
    const state = { ...stateOf(), isProxied: true };
    process.env['https_proxy'] = 'socks5://proxy.example:1080';
    expect(() => target(state)).toThrow(/^Nothing was sent .*\n- https_proxy: /);
    expect(() => target(state)).not.toThrow(/composite/);
  });
});

test('a proxy that a later step has set for its own tools changes nothing', () => {
  const state = stateOf();
  process.env['HTTPS_PROXY'] = 'socks5://proxy.example:1080';
  expect(target(state).apiUrl.href).toBe('https://public-api.etoro.com/');
  expect(process.env['HTTPS_PROXY']).toBeUndefined();
});
