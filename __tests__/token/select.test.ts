import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ListedUserToken } from '../../src/etoro/answers.ts';
import { startEtoroClock } from '../../src/etoro/clock.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { WITHHELD } from '../../src/secrets/known-secrets.ts';
import { generateTokenName } from '../../src/token/name.ts';
import { selectTokens, type Selection } from '../../src/token/select.ts';
import { DAY, fakeClock, fakeLog, HOUR, MINUTE, SECOND, USER_KEY, uuid } from '../fakes.ts';

const clock = fakeClock();
const now = clock.now();
const none: Selection = { tokenIds: [], run: null, expired: false };
const run = { owner: 'octo-org', repo: 'trading-bot', runId: 123 };
const nameOf = (runId: number, runAttempt = 1, random = '0123456789ab') =>
  generateTokenName({ ...run, runId, runAttempt }, random);

let tokens = 0;
function listed(userTokenName: string, more: Partial<ListedUserToken> = {}): ListedUserToken {
  return { userTokenId: uuid(++tokens), userTokenName, expiresAt: now + HOUR, ...more };
}

/** The names of what is selected, in order. */
function select(
  list: readonly ListedUserToken[],
  selection: Partial<Selection>,
  etoroIsAhead = 0,
): string[] {
  const etoroClock = startEtoroClock(clock, () => undefined);
  etoroClock.learn(now + etoroIsAhead);
  const { secrets } = fakeLog(new Secret(USER_KEY));
  return selectTokens(list, { ...none, ...selection }, { etoroClock, secrets }).map(
    ({ userTokenName }) => userTokenName,
  );
}

describe('run', () => {
  test('selects the tokens that any attempt of the run made, and no others', () => {
    const list = [
      listed(nameOf(123)),
      listed(nameOf(1234)),
      listed(nameOf(12)),
      listed(nameOf(123, 2)),
      listed('gha-octo-org-trading-bot-123-by-hand'),
      listed('bot'),
    ];
    expect(select(list, { run })).toEqual([nameOf(123), nameOf(123, 2)]);
  });

  test('selects a token that has not expired, because its job is over', () => {
    expect(select([listed(nameOf(123), { expiresAt: 'never' })], { run })).toHaveLength(1);
  });
});

describe('expired', () => {
  test.each([
    ['a second ago', now - SECOND, true],
    ['now', now, false],
    ['in a second', now + SECOND, false],
    ['never', 'never' as const, false],
    ['at a time that is not told', undefined, false],
  ])('a token named gha-… that expires %s', (_when, expiresAt, isSelected) => {
    const list = [listed('gha-old', { expiresAt })];
    expect(select(list, { expired: true })).toEqual(isSelected ? ['gha-old'] : []);
  });

  test.each(['bot', 'GHA-old', 'my-gha-old', 'gha', ''])(
    'leaves an expired token named %j',
    (name) => {
      expect(select([listed(name, { expiresAt: now - HOUR })], { expired: true })).toEqual([]);
    },
  );

  test('goes by the clock of eToro when the one of the runner is ahead', () => {
    const list = [
      listed('gha-alive', { expiresAt: now - 5 * MINUTE }),
      listed('gha-old', { expiresAt: now - 15 * MINUTE }),
    ];
    expect(select(list, { expired: true }, -10 * MINUTE)).toEqual(['gha-old']);
  });

  test('goes by the clock of eToro when the one of the runner is behind', () => {
    const list = [
      listed('gha-old', { expiresAt: now + 5 * MINUTE }),
      listed('gha-alive', { expiresAt: now + 15 * MINUTE }),
    ];
    expect(select(list, { expired: true }, 10 * MINUTE)).toEqual(['gha-old']);
  });

  test('goes by the earlier clock when they are days apart, so that no live token is taken', () => {
    const list = [
      listed('gha-1', { expiresAt: now - HOUR }),
      listed('gha-2', { expiresAt: now + HOUR }),
    ];
    expect(select(list, { expired: true }, 400 * DAY)).toEqual(['gha-1']);
    expect(select(list, { expired: true }, -400 * DAY)).toEqual([]);
  });
});

describe('token-ids', () => {
  test('selects a token by its id alone, whatever its name', () => {
    const [first, second] = [listed('bot'), listed('bot 2')];
    expect(select([first, second], { tokenIds: [second.userTokenId] })).toEqual(['bot 2']);
  });

  test('an id that is not listed is selected too, and marked', () => {
    const etoroClock = startEtoroClock(clock, () => undefined);
    const { secrets } = fakeLog();
    const selection = { ...none, tokenIds: [uuid(0xabc)] };
    expect(selectTokens([listed('bot')], selection, { etoroClock, secrets })).toEqual([
      { userTokenId: uuid(0xabc), userTokenName: '', isListed: false },
    ]);
  });
});

test('what is selected in several ways is selected once', () => {
  const token = listed(nameOf(123), { expiresAt: now - HOUR });
  const selection = { tokenIds: [token.userTokenId], run, expired: true };
  expect(select([token, token], selection)).toEqual([nameOf(123)]);
});

test('each way adds to the others', () => {
  const byId = listed('bot');
  const list = [
    listed(nameOf(123)),
    byId,
    listed('gha-old', { expiresAt: now - HOUR }),
    listed('other'),
    listed('gha-other'),
  ];
  const selection = { tokenIds: [byId.userTokenId], run, expired: true };
  expect(select(list, selection).sort()).toEqual(['bot', nameOf(123), 'gha-old'].sort());
});

test('nothing is selected where nothing is meant', () => {
  const names = fc.array(fc.oneof(fc.string(), fc.constant(nameOf(123))));
  fc.assert(
    fc.property(names, (names) => {
      expect(
        select(
          names.map((name) => listed(name, { expiresAt: now - DAY })),
          none,
        ),
      ).toEqual([]);
    }),
  );
});

test('a name becomes fit for the log, and one with a key in it is withheld', () => {
  const list = [listed('a\n::error::b'), listed(`gha-${USER_KEY}`), listed('x'.repeat(200))];
  const tokenIds = list.map(({ userTokenId }) => userTokenId);
  expect(select(list, { tokenIds })).toEqual(['a ::error::b', WITHHELD, `${'x'.repeat(80)}…`]);
});
