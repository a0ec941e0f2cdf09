import { describe, expect, test } from '@jest/globals';
import { repositoryIdOf, startFamily } from '../../src/names/family.ts';
import { isKeyOf, readNote, startNote } from '../../src/runner/note.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { HOUR, USER_KEY, uuid } from '../fakes.ts';
import { startRunner, valuesIn } from '../runner.ts';

const runner = startRunner();

const run = { repository: repositoryIdOf('', 'acme/bot'), runId: 16_000_000_001, runAttempt: 2 };
const family = startFamily(run, 'a-label-of-the-longest-kind-that-a-name-takes', false);
const target = { agentPortfolioId: uuid(1), family, expiresIn: HOUR };
const apiUrl = new URL('https://gateway.example:8443/etoro/');
const token = { userTokenId: uuid(2), userTokenName: `${family}001`, expiresAt: 1_798_761_599_123 };

const start = () => startNote({ ...target, apiUrl }, new Secret(USER_KEY));

/** Does what the runner does between the two steps, and reads what the post step gets. */
function handedOver() {
  process.env['STATE_note'] = valuesIn(runner.read('GITHUB_STATE'))['note'];
  return readNote();
}

test('a note is in the file before anything else happens, and does not say that the step has ended', () => {
  expect(readNote()).toBeUndefined();
  start();
  expect(handedOver()).toEqual({
    ...target,
    apiUrl: apiUrl.href,
    userKeyDigest: expect.any(String),
    isProxied: false,
    process: { pid: process.pid, identity: expect.any(String) },
  });
});

test('a note has at last what was made, and stays below 2 KB', () => {
  const made = { token, keptId: uuid(3), uncertainAt: 1_798_761_599_123, expiresAt: 1e13 };
  start()(made);
  expect(handedOver()?.made).toEqual(made);
  expect(JSON.stringify(handedOver()).length).toBeLessThan(2000);
});

describe('the user key that made the tokens', () => {
  test('is recognised, and another one is not', () => {
    start();
    const note = handedOver();
    expect(note && isKeyOf(note, new Secret(USER_KEY))).toBe(true);
    expect(note && isKeyOf(note, new Secret(`${USER_KEY}x`))).toBe(false);
  });

  test('is told by a digest that differs for each note, and is masked in both steps', () => {
    start();
    const first = handedOver();
    start();
    expect(handedOver()?.userKeyDigest).not.toBe(first?.userKeyDigest);
    expect(runner.read('GITHUB_STATE')).not.toContain(USER_KEY);
    const masks = runner.printed().filter((line) => line === `::add-mask::${first?.userKeyDigest}`);
    expect(masks).toHaveLength(2);
  });
});

test.each([
  ['no JSON', '{'],
  ['null', 'null'],
  ['something else', '{"apiUrl":1}'],
  ['a portfolio that is no id', { agentPortfolioId: '../1' }],
  ['a family that is none', { family: 'gha-' }],
  ['no tokens', { made: null }],
  ['no process', { process: 1 }],
])('a note that is %s is an error', (_what, change) => {
  start();
  const note = typeof change === 'string' ? change : JSON.stringify({ ...handedOver(), ...change });
  process.env['STATE_note'] = note;
  expect(() => readNote()).toThrow(/JSON|cannot be read/);
});
