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

// Names of owners and repositories as GitHub allows them and worse: long ones that are cut, strange characters, and digits
// and dashes where the run id and the attempt follow.
const part = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/),
  fc.stringMatching(/^[a-z]{0,4}(?:-\d{1,4}){1,30}-?$/),
  fc.string({ minLength: 1, maxLength: 100, unit: 'binary' }),
);
const id = fc.oneof(
  fc.integer({ min: 1, max: 2000 }),
  fc.maxSafeNat().map((n) => n || 1),
);
/** On GitHub a run always has all of it. */
const whole = fc.record({
  owner: part,
  repo: part,
  runId: id,
  runAttempt: fc.integer({ min: 1, max: 100_000 }),
});

describe('isNameOfRun', () => {
  test('knows each name that the step makes in the run, whatever the attempt', () => {
    fc.assert(
      fc.property(whole, id, random, ({ runAttempt, ...run }, otherAttempt, random) => {
        const name = generateTokenName({ ...run, runAttempt }, random);
        expect(isNameOfRun(name, run)).toBe(true);
        expect(isNameOfRun(name, { ...run, runAttempt: otherAttempt })).toBe(true);
      }),
    );
  });

  test('never takes the name of another run, also when one id begins or ends like the other', () => {
    const digits = fc.stringMatching(/^\d{1,3}$/);
    fc.assert(
      fc.property(whole, whole, digits, random, (run, other, digits, random) => {
        const runIds = [other.runId, Number(`${run.runId}${digits}`), Number(`1${run.runId}`)];
        for (const runId of runIds.filter((runId) => runId !== run.runId)) {
          if (!Number.isSafeInteger(runId)) continue;
          expect(isNameOfRun(generateTokenName({ ...run, runId }, random), run)).toBe(false);
          expect(isNameOfRun(generateTokenName({ ...other, runId }, random), run)).toBe(false);
        }
      }),
    );
  });

  test('never takes the name of another repository, whose runs have ids of their own', () => {
    // Where the cut and sanitised names of two repositories are the same, only the run id tells them apart. GitHub gives
    // each run an id that no other run has, in whatever repository. So both are never equal.
    fc.assert(
      fc.property(whole, whole, random, (run, other, random) => {
        fc.pre(run.runId !== other.runId);
        expect(isNameOfRun(generateTokenName(other, random), run)).toBe(false);
      }),
    );
  });

  test('takes the name of another repository with this run id only where its cut name is the same', () => {
    fc.assert(
      fc.property(whole, part, part, random, (run, owner, repo, random) => {
        const other = { ...run, owner, repo };
        const name = generateTokenName(other, random);
        expect(isNameOfRun(name, run)).toBe(name === generateTokenName(run, random));
      }),
    );
  });

  test('tells repositories apart whose names hold the digits of another run', () => {
    fc.assert(
      fc.property(whole, id, random, (run, runId, random) => {
        fc.pre(runId !== run.runId);
        // gha-acme-bot-17-5-1-… is run 5 of acme/bot-17, not run 17 of acme/bot.
        const other = { ...run, repo: `${run.repo}-${run.runId}`, runId };
        expect(isNameOfRun(generateTokenName(other, random), run)).toBe(false);
        expect(isNameOfRun(generateTokenName(run, random), other)).toBe(false);
      }),
    );
  });

  test('never takes an exact name that is not of the pattern', () => {
    fc.assert(
      fc.property(
        whole,
        random,
        fc.string({ maxLength: 4 }),
        fc.nat(80),
        (run, random, text, at) => {
          const name = generateTokenName(run, random);
          const changed = name.slice(0, at) + text + name.slice(at);
          // Only digits of the attempt or of the random part can make another name of the run.
          const names = [changed, name.slice(0, -1), name.toUpperCase(), ` ${name}`, `${name}\n`];
          for (const other of names.filter((other) => other !== name)) {
            const [, attempt = '', last = ''] = /^.*-(\d+)-(.*)$/s.exec(other) ?? [];
            const isMade =
              other === generateTokenName({ ...run, runAttempt: Number(attempt) }, last);
            const isPattern = isMade && /^[0-9a-f]{12}$/.test(last) && /^[1-9]/.test(attempt);
            expect(isNameOfRun(other, run)).toBe(isPattern);
          }
        },
      ),
    );
  });

  const acme = { owner: 'acme', repo: 'bot', runId: 123, runAttempt: 1 };

  test.each([
    ['a run whose id begins with the same digits', 'gha-acme-bot-1234-1-0123456789ab'],
    ['a run whose id ends in the same digits', 'gha-acme-bot-5123-1-0123456789ab'],
    ['another repository', 'gha-acme-other-123-1-0123456789ab'],
    ['a longer repository', 'gha-acme-bot-bot-123-1-0123456789ab'],
    ['a repository that ends in the run id', 'gha-acme-bot-123-9-1-0123456789ab'],
    ['a repository in another case', 'gha-Acme-bot-123-1-0123456789ab'],
    ['a person, with the same beginning', 'gha-acme-bot-123-1-by-hand'],
    ['a person, with the run id in it', 'bot-123'],
    ['a name with more behind it', 'gha-acme-bot-123-1-0123456789ab-x'],
    ['a name with more before it', 'x-gha-acme-bot-123-1-0123456789ab'],
    ['a name with a line before it', 'x\ngha-acme-bot-123-1-0123456789ab'],
    ['a name with a line behind it', 'gha-acme-bot-123-1-0123456789ab\n'],
    ['no attempt', 'gha-acme-bot-123-0123456789ab'],
    ['attempt 0', 'gha-acme-bot-123-0-0123456789ab'],
    ['an attempt with a leading zero', 'gha-acme-bot-123-01-0123456789ab'],
    ['an attempt that is no whole number', 'gha-acme-bot-123-1.0-0123456789ab'],
    ['a random part in upper case', 'gha-acme-bot-123-1-0123456789AB'],
    ['a random part with 11 digits', 'gha-acme-bot-123-1-0123456789a'],
    ['a random part with 13 digits', 'gha-acme-bot-123-1-0123456789abc'],
    ['nothing', ''],
  ])('does not take the name of %s for one of this run', (_whose, name) => {
    expect(isNameOfRun(name, acme)).toBe(false);
  });

  test('knows the cut name of a long repository, at each length of the attempt', () => {
    const run = { owner: 'a-very-long-organisation', repo: 'and-a-long-repository-9', runId: 123 };
    for (const runAttempt of [1, 10, 100]) {
      const name = generateTokenName({ ...run, runAttempt }, '0123456789ab');
      expect(name).toHaveLength(64);
      expect(isNameOfRun(name, run)).toBe(true);
      // Cut one character earlier or later, it is not what the step makes.
      expect(isNameOfRun(name.replace(`-123-${runAttempt}-`, `x-123-${runAttempt}-`), run)).toBe(
        false,
      );
    }
  });
});
