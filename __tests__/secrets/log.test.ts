import { expect, test } from '@jest/globals';
import { Secret } from '../../src/secrets/secret.ts';
import { fakeLog, USER_KEY } from '../fakes.ts';

const levels = ['info', 'notice', 'warning', 'error', 'debug'] as const;

test.each(levels)('a known secret is not printed, in none of its forms: %s', (level) => {
  const log = fakeLog(new Secret(USER_KEY));
  log[level](`with ${USER_KEY} and ${encodeURIComponent(USER_KEY)} and ${btoa(USER_KEY)}`);
  expect(log.lines).toEqual([`${level}: with *** and *** and ***`]);
});

test.each(levels)('a secret that becomes known later is not printed from then on: %s', (level) => {
  const log = fakeLog();
  log.secrets.add(new Secret(USER_KEY));
  log[level](USER_KEY);
  expect(log.lines).toEqual([`${level}: ***`]);
});

test.each(levels)('what the runner reads as a command in a line becomes none: %s', (level) => {
  const log = fakeLog();
  log[level]('no ##[error]such ##[group]thing');
  expect(log.lines).toEqual([`${level}: no # #[error]such # #[group]thing`]);
});

test('everything else is printed as it is', () => {
  const log = fakeLog(new Secret(USER_KEY));
  log.info('one\ntwo: 50% # [x]');
  expect(log.lines).toEqual(['info: one\ntwo: 50% # [x]']);
});
