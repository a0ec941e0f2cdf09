import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  endRows,
  logEnds,
  logSelected,
  failureMessage,
  setRevokeOutputs,
  type End,
} from '../../src/runner/revoke-outputs.ts';
import type { SelectedToken } from '../../src/token/select.ts';
import { fakeLog, refused, uuid } from '../fakes.ts';
import { startRunner, valuesIn, type Runner } from '../runner.ts';

const token = (number: number, isListed = true): SelectedToken => ({
  userTokenId: uuid(number),
  userTokenName: isListed ? `gha-${number}` : '',
  isListed,
});
const unauthorized = refused(401, 'Unauthorized');
const ends = new Map<SelectedToken, End>([
  [token(1), 'revoked'],
  [token(2, false), 'gone'],
  [token(3), unauthorized],
  [token(4), 'revoked'],
]);

describe('the outputs', () => {
  let runner: Runner;
  beforeEach(() => {
    runner = startRunner();
  });
  afterEach(() => {
    runner.close();
  });

  test('are the ids, by what became of the tokens', () => {
    setRevokeOutputs(ends);
    expect(valuesIn(runner.read('GITHUB_OUTPUT'))).toEqual({
      revoked: `${uuid(1)},${uuid(4)}`,
      gone: uuid(2),
      failed: uuid(3),
    });
  });

  test('are empty after a dry run', () => {
    setRevokeOutputs(
      new Map<SelectedToken, End>([
        [token(1), 'would be revoked'],
        [token(2, false), 'not on the portfolio'],
      ]),
    );
    expect(runner.read('GITHUB_OUTPUT')).toMatch(/^(?:\w+<<(\S+)\r?\n\r?\n\1\r?\n){3}$/);
  });
});

test('the rows of the summary say name, id, and what happened', () => {
  expect(endRows(ends)).toEqual([
    ['gha-1', uuid(1), 'revoked'],
    ['', uuid(2), 'gone already'],
    ['gha-3', uuid(3), 'failed: eToro answered HTTP 401 Unauthorized'],
    ['gha-4', uuid(4), 'revoked'],
  ]);
});

describe('the log', () => {
  test('says how many tokens match', () => {
    const log = fakeLog();
    logSelected([token(1), token(2)], 12, log);
    expect(log.lines).toEqual(['info: User tokens on the portfolio: 12. Matching: 2.']);
  });

  test('says that nothing matches', () => {
    const log = fakeLog();
    logSelected([], 12, log);
    expect(log.lines).toEqual([
      'info: User tokens on the portfolio: 12. Matching: 0. There is nothing to revoke.',
    ]);
  });

  test('says how many ids are not on the portfolio', () => {
    const log = fakeLog();
    logSelected([token(1), token(2, false)], 12, log);
    expect(log.lines).toEqual([
      'info: User tokens on the portfolio: 12. Matching: 1. Ids that are not there: 1.',
    ]);
  });

  test('names what failed and counts the rest, which was told as it happened', () => {
    const log = fakeLog();
    logEnds(ends, log);
    expect(log.lines).toEqual([
      `info: ${uuid(3)} gha-3: failed: eToro answered HTTP 401 Unauthorized`,
      'info: User tokens: 2 revoked, 1 gone already, 1 failed.',
    ]);
  });

  test('names each token of a dry run', () => {
    const log = fakeLog();
    logEnds(
      new Map<SelectedToken, End>([
        [token(1), 'would be revoked'],
        [token(2, false), 'not on the portfolio'],
      ]),
      log,
    );
    expect(log.lines).toEqual([
      `info: ${uuid(1)} gha-1: would be revoked`,
      `info: ${uuid(2)}: not on the portfolio`,
      'info: User tokens: 1 would be revoked, 1 not on the portfolio.',
    ]);
  });

  test('adds nothing when nothing matched', () => {
    const log = fakeLog();
    logEnds(new Map(), log);
    expect(log.lines).toEqual([]);
  });
});

describe('the error of tokens that could not be revoked', () => {
  test('tells each reason once, with the tokens that it is for', () => {
    const message = failureMessage(
      new Map<SelectedToken, End>([
        [token(1), 'revoked'],
        [token(2), unauthorized],
        [token(3), refused(503)],
        [token(4), refused(401, 'Unauthorized')],
      ]),
    );
    expect(message?.split('\n')).toEqual([
      '3 of 4 user tokens could not be revoked.',
      expect.stringMatching(/^eToro answered HTTP 401 Unauthorized \(.*request id .*\)\. A key is/),
      `- ${uuid(2)} gha-2`,
      `- ${uuid(4)} gha-4`,
      expect.stringMatching(/^eToro answered HTTP 503 \(.*request id .*\)\. eToro has a problem/),
      `- ${uuid(3)} gha-3`,
    ]);
  });

  test('fits what GitHub shows of an error, however many failed', () => {
    const many = Array.from({ length: 200 }, (_, n) => token(n));
    const message = failureMessage(new Map(many.map((one) => [one, unauthorized])));
    expect(message).toContain('200 of 200 user tokens');
    expect(message).toContain('\n- and 190 more: the log above names them');
    expect(message?.length).toBeLessThan(4096);
  });
});
