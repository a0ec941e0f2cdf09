import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openLog } from '../src/log.ts';
import { Secret } from '../src/secret.ts';
import { USER_KEY } from './fakes.ts';
import { startRunner, type Runner } from './runner.ts';

let runner: Runner;
beforeEach(() => {
  runner = startRunner();
});
afterEach(() => {
  runner.close();
});

test('a secret is masked by the runner as soon as it is hidden', () => {
  openLog().hide(new Secret(USER_KEY));
  expect(runner.printed()).toEqual([`::add-mask::${USER_KEY}`]);
});

test.each(['info', 'notice', 'warning', 'error', 'debug'] as const)(
  'a hidden secret is not printed, in none of its forms: %s',
  (level) => {
    const log = openLog();
    log.hide(new Secret(USER_KEY));
    log[level](`with ${USER_KEY} and ${encodeURIComponent(USER_KEY)} and ${btoa(USER_KEY)}`);
    expect(runner.printed()[1]?.replace(/^::\w+::/, '')).toBe('with *** and *** and ***');
  },
);

test('a warning of several lines is one command', () => {
  openLog().warning('one\ntwo');
  expect(runner.printed()).toEqual(['::warning::one%0Atwo']);
});

test('what is hidden is known to those who hide it elsewhere', () => {
  const log = openLog();
  const secret = new Secret(USER_KEY);
  log.hide(secret);
  expect(log.secrets).toEqual([secret]);
  expect(log.secrets[0]).toBe(secret);
});
