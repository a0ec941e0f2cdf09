import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyText } from '../any-text.ts';
import { nameOf, parseName, repositoryIdOf, startFamily } from '../../src/names/family.ts';

const repository = repositoryIdOf('https://github.com', '1296269');
const run = { repository, runId: 1234567890, runAttempt: 1 };

test('a name says who made it, and is as the documents show it', () => {
  const name = nameOf(startFamily(run, 'octo-org/bot', false), 1);
  expect(name).toMatch(/^gha-octo-org-bot-1234567890-1-[0-9a-z]{16}001$/);
  expect(nameOf(startFamily(run, 'x', true), 46_655)).toMatch(/^ghk-x-1234567890-1-\w{16}zzz$/);
});

test('whatever the label and the run are, a name has at most 64 characters and is read back', () => {
  fc.assert(
    fc.property(
      anyText({ maxLength: 100 }),
      fc.maxSafeNat(),
      fc.nat(),
      fc.boolean(),
      fc.integer({ min: 1, max: 46_655 }),
      (label, runId, runAttempt, isKept, tryNumber) => {
        const family = startFamily({ repository, runId, runAttempt }, label, isKept);
        const name = nameOf(family, tryNumber);
        expect(name.length).toBeLessThanOrEqual(64);
        expect(parseName(name)).toEqual({ repository, runId, runAttempt, family, isKept });
      },
    ),
  );
});

test('two steps of the same run have different families, and two tries different names', () => {
  const families = Array.from({ length: 100 }, () => startFamily(run, 'bot', false));
  expect(new Set(families).size).toBe(100);
  const [family] = families;
  expect(family && nameOf(family, 1)).not.toBe(family && nameOf(family, 2));
});

test.each([
  '',
  'gha-',
  'gha-bot',
  'my own token',
  'gha-bot-1-1-0123456789ab',
  'ghb-bot-1-1-k3v09q7c1x0z8d4t001',
  'gha-1-1-k3v09q7c1x0z8d4t001',
  'gha-bot-01-1-k3v09q7c1x0z8d4t001',
  'gha-bot-1-x-k3v09q7c1x0z8d4t001',
  'gha-bot-1-1-K3v09q7c1x0z8d4t001',
  'gha-bot-1-1-k3v09q7c1x0z8d4t0011',
  'gha-b t-1-1-k3v09q7c1x0z8d4t001',
  'gha-bot-1-1-k3v09q7c1x0z8d4t001\n',
  `gha-${'b'.repeat(40)}-1-1-k3v09q7c1x0z8d4t001`,
])('%j does not have the form', (name) => {
  expect(parseName(name)).toBeUndefined();
});

test('a repository is told by its server and its id', () => {
  expect(repository).toMatch(/^[0-9a-z]{6}$/);
  expect(repositoryIdOf('https://GitHub.com', '1296269')).toBe(repository);
  expect(repositoryIdOf('https://ghe.example', '1296269')).not.toBe(repository);
  expect(repositoryIdOf('https://github.com', '1296270')).not.toBe(repository);
});
