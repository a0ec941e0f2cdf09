import { expect, test } from '@jest/globals';
import type { ListedUserToken } from '../../src/etoro/answers.ts';
import { nameOf, repositoryIdOf, startFamily, type ParsedName } from '../../src/names/family.ts';
import { selectTokens, type Selection } from '../../src/token/select.ts';
import { uuid } from '../fakes.ts';

const repository = repositoryIdOf('https://github.com', '1');
const others = repositoryIdOf('https://github.com', '2');
const none: Selection = { tokenIds: [], isOfRun: () => false, expired: false };
const isOfRun = (name: ParsedName) => name.repository === repository && name.runId === 123;

let tokens = 0;
function listed(userTokenName: string): ListedUserToken {
  return { userTokenId: uuid(++tokens), userTokenName };
}

/** A token that a step made. */
function made(runId: number, runAttempt = 1, of = repository, label = 'bot', isKept = false) {
  return listed(nameOf(startFamily({ repository: of, runId, runAttempt }, label, isKept), 1));
}

/** What is selected of a list, by its place. @param past the tokens that have expired */
function select(
  list: readonly ListedUserToken[],
  selection: Partial<Selection>,
  past: readonly ListedUserToken[] = [],
): number[] {
  const isPast = (token: ListedUserToken) => past.includes(token);
  return selectTokens(list, { ...none, ...selection }, isPast, (name) => name).map(({ userTokenId }) =>
    list.findIndex((token) => token.userTokenId === userTokenId),
  );
}

test('a run has the tokens of its attempts, kept ones too, and no others', () => {
  const list = [
    made(123),
    made(123, 2, repository, 'another-label'),
    made(123, 1, repository, 'bot', true),
    made(1234),
    made(12),
    made(123, 1, others),
    listed('gha-bot-123-by-hand'),
    listed('bot'),
  ];
  expect(select(list, { isOfRun })).toEqual([0, 1, 2]);
});

test('expired has what is past its expiry and named by this action, of whatever repository', () => {
  const list = [made(1), made(2, 1, others), listed('gha-old'), listed('bot'), made(3)];
  expect(select(list, { expired: true }, list.slice(0, 4))).toEqual([0, 1]);
});

test('an id has its token, whatever the name; one that is not listed is marked', () => {
  const [first, second] = [listed('bot'), listed('bot 2')];
  const selection = { ...none, tokenIds: [second.userTokenId, uuid(0xabc)] };
  expect(
    selectTokens(
      [first, second],
      selection,
      () => false,
      (name) => `~${name}`,
    ),
  ).toEqual([
    { userTokenId: second.userTokenId, userTokenName: '~bot 2', isListed: true },
    { userTokenId: uuid(0xabc), userTokenName: '', isListed: false },
  ]);
});

test('the run that a name tells is named', () => {
  const [token] = selectTokens(
    [made(123, 2)],
    { ...none, isOfRun },
    () => false,
    (name) => name,
  );
  expect(token?.run).toBe('123, attempt 2');
});

test('what is selected in several ways is selected once', () => {
  const token = made(123);
  const selection = { tokenIds: [token.userTokenId], isOfRun, expired: true };
  expect(select([token, token], selection, [token])).toEqual([0]);
});
