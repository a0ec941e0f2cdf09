import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { generateTokenName, parseTokenName } from '../src/token-name.ts';
import { problemOf, valueOf } from './fakes.ts';

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

describe('parseTokenName', () => {
  test('takes any printable text of up to 128 characters as it is', () => {
    const text = fc.stringMatching(/^[\p{L}\p{N}\p{P}\p{S} ]{1,60}$/u);
    fc.assert(
      fc.property(text, (text) => {
        expect(valueOf(parseTokenName(text))).toBe(text);
      }),
    );
  });

  test('takes 128 characters, and not one more', () => {
    expect(valueOf(parseTokenName('x'.repeat(128)))).toHaveLength(128);
    expect(problemOf(parseTokenName('x'.repeat(129)))).toContain('129 characters');
  });

  test.each([
    ['a line feed', 'a\nb'],
    ['a carriage return', 'a\rb'],
    ['a null', 'a\0b'],
    ['an escape', 'a\u001b[31mb'],
    ['a line separator', 'a\u2028b'],
    ['a zero-width space', 'a\u200bb'],
    ['a right-to-left override', 'a\u202eb'],
    ['half a character', 'a\ud800b'],
  ])('does not take %s', (_what, text) => {
    expect(problemOf(parseTokenName(text))).toContain('control or invisible character');
  });
});
