import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseTokenName } from '../../src/inputs/token-name.ts';
import { generateTokenName, isNameOfRun } from '../../src/token/name.ts';
import { valueOf } from '../fakes.ts';

const random = fc.stringMatching(/^[0-9a-f]{12}$/);
const run = fc.record(
  {
    owner: fc.string({ minLength: 1, maxLength: 100, unit: 'binary' }),
    repo: fc.string({ minLength: 1, maxLength: 100, unit: 'binary' }),
    runId: fc.maxSafeNat(),
    runAttempt: fc.nat(1000),
  },
  { requiredKeys: [] },
);

describe('generateTokenName', () => {
  test('is gha-OWNER-REPO-RUNID-ATTEMPT-RANDOM', () => {
    const name = generateTokenName(
      { owner: 'acme', repo: 'trader.bot', runId: 16_000_000_001, runAttempt: 2 },
      '0123456789ab',
    );
    expect(name).toBe('gha-acme-trader.bot-16000000001-2-0123456789ab');
  });

  test('has at most 64 characters of A-Z a-z 0-9 . _ -', () => {
    fc.assert(
      fc.property(run, random, (run, random) => {
        expect(generateTokenName(run, random)).toMatch(/^gha-[A-Za-z0-9._-]{1,60}$/);
      }),
    );
  });

  test('keeps what makes it unique, however long the repository is called', () => {
    fc.assert(
      fc.property(run, random, (run, random) => {
        const parts = [run.runId, run.runAttempt, random].filter((part) => part !== undefined);
        expect(generateTokenName(run, random).endsWith(`-${parts.join('-')}`)).toBe(true);
      }),
    );
  });

  test('differs among the jobs of one matrix, which share all but the random part', () => {
    const randoms = fc.uniqueArray(random, { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(run, randoms, (run, randoms) => {
        const names = randoms.map((random) => generateTokenName(run, random));
        expect(new Set(names).size).toBe(randoms.length);
      }),
    );
  });

  test('is made of the random part alone where nothing is known of the run', () => {
    expect(generateTokenName({}, '0123456789ab')).toBe('gha-0123456789ab');
  });

  test('is itself a name that the input token-name takes', () => {
    fc.assert(
      fc.property(run, random, (run, random) => {
        const name = generateTokenName(run, random);
        expect(valueOf(parseTokenName(name))).toBe(name);
      }),
    );
  });
});

describe('isNameOfRun', () => {
  test('knows each name of the run, whatever the attempt', () => {
    fc.assert(
      fc.property(run, random, fc.nat(1000), (run, random, runAttempt) => {
        const name = generateTokenName({ ...run, runAttempt }, random);
        expect(isNameOfRun(name, run)).toBe(true);
      }),
    );
  });

  const acme = { owner: 'acme', repo: 'bot', runId: 17, runAttempt: 1 };

  test.each([
    ['another run', 'gha-acme-bot-18-1-0123456789ab'],
    ['a run whose id ends in the same digits', 'gha-acme-bot-117-1-0123456789ab'],
    ['another repository', 'gha-acme-other-17-1-0123456789ab'],
    ['a longer repository', 'gha-acme-bot-bot-17-1-0123456789ab'],
    ['a person, with the same beginning', 'gha-acme-bot-17-1-by-hand'],
    ['a name with more behind it', 'gha-acme-bot-17-1-0123456789ab-x'],
    ['a name with more before it', 'x-gha-acme-bot-17-1-0123456789ab'],
    ['an attempt with a leading zero', 'gha-acme-bot-17-01-0123456789ab'],
    ['a random part in upper case', 'gha-acme-bot-17-1-0123456789AB'],
    ['an attempt that is no number', 'gha-acme-bot-17-NaN'],
    ['nothing', ''],
  ])('does not take the name of %s for one of this run', (_whose, name) => {
    expect(isNameOfRun(name, acme)).toBe(false);
  });
});
