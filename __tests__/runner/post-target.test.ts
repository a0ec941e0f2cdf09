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

function target(state: Note, inputs: Record<string, string> = {}) {
  const given = { 'api-key': API_KEY, 'user-key': USER_KEY, ...inputs };
  for (const [name, value] of Object.entries(given)) {
    process.env[`INPUT_${name.toUpperCase()}`] = value;
  }
  const log = fakeLog();
  const keys = takeKeys(log.secrets);
  return readPostTarget(state, { log, secrets: log.secrets, keys, signal: noSignal });
}

test('is where the step was, with the same keys', () => {
  const { apiUrl, agentPortfolioId, keys } = target(stateOf());
  expect(apiUrl.href).toBe('https://public-api.etoro.com/');
  expect(agentPortfolioId).toBe(uuid(1));
  expect([keys.apiKey.reveal(), keys.userKey.reveal()]).toEqual([API_KEY, USER_KEY]);
});

test('is the same however the input api-url writes it', () => {
  const state = stateOf('https://gateway.example/etoro');
  const { apiUrl } = target(state, { 'api-url': 'HTTPS://Gateway.Example:443/etoro' });
  expect(apiUrl.href).toBe('https://gateway.example/etoro');
});

test('takes a new api key: it is the user key that made the token', () => {
  const { keys } = target(stateOf(), { 'api-key': 'an-api-key-that-was-rotated' });
  expect(keys.apiKey.reveal()).toBe('an-api-key-that-was-rotated');
});

describe('nothing is sent', () => {
  test('when the input api-url is not what the step used', () => {
    const state = stateOf();
    expect(() => target(state, { 'api-url': 'https://eve.example' })).toThrow(
      `The input api-url of the post step is https://eve.example/, and the step used https://public-api.etoro.com/, so nothing was sent. ${reasons}`,
    );
  });

  test.each(['https://eve.example/', 'http://public-api.etoro.com/', 'nowhere', ''])(
    'when the state names %j, where no input says so',
    (apiUrl) => {
      const state = { ...stateOf(), apiUrl };
      expect(() => target(state)).toThrow(
        `The input api-url of the post step is https://public-api.etoro.com/, and the step used ${apiUrl}, so nothing was sent.`,
      );
    },
  );

  test('when the user key is another one, such as the token', () => {
    const state = stateOf();
    expect(() => target(state, { 'user-key': USER_TOKEN })).toThrow(
      `The user key of the post step is not the one that made the token, so nothing was sent. ${reasons}`,
    );
  });

  test('when the keys are not there', () => {
    const state = stateOf();
    expect(() => target(state, { 'api-key': '', 'user-key': '' })).toThrow(
      [
        'Nothing was sent because 2 inputs are wrong:',
        '- api-key: It is not given. Write api-key: ${{ secrets.ETORO_API_KEY }}',
        '- user-key: It is not given. Write user-key: ${{ secrets.ETORO_USER_KEY }}',
        reasons,
      ].join('\n'),
    );
  });

  test('when the proxy cannot be used', () => {
    const state = stateOf();
    process.env['https_proxy'] = 'socks5://proxy.example:1080';
    expect(() => target(state)).toThrow(/^Nothing was sent .*\n- https_proxy: /);
    expect(() => target(state)).not.toThrow(/composite/);
  });

  test('and no message shows a key', () => {
    const state = stateOf();
    for (const inputs of [{ 'user-key': USER_TOKEN }, { 'api-url': `https://${USER_KEY}.example` }]) {
      let message = '';
      try {
        target(state, inputs);
      } catch (error) {
        message = String(error);
      }
      expect(message).not.toBe('');
      for (const secret of [API_KEY, USER_KEY, USER_TOKEN]) expect(message).not.toContain(secret);
    }
  });
});
