import { expect, test } from '@jest/globals';
import { endRows, logEnds, logSelected, setRevokeOutputs, type SelectedEnd } from '../../src/runner/revoke-outputs.ts';
import type { SelectedToken } from '../../src/token/select.ts';
import { fakeLog, refused, uuid } from '../fakes.ts';
import { startRunner, valuesIn } from '../runner.ts';

const runner = startRunner();

const token = (number: number, isListed = true): SelectedToken => ({
  userTokenId: uuid(number),
  userTokenName: isListed ? `gha-${number}` : '',
  isListed,
  ...(isListed && { run: `${number}, attempt 1` }),
});
const ends = new Map<SelectedToken, SelectedEnd>([
  [token(1), 'revoked'],
  [token(2, false), 'gone'],
  [token(3), refused(401, 'Unauthorized')],
  [token(4), 'revoked'],
]);
const dryRun = new Map<SelectedToken, SelectedEnd>([
  [token(1), 'would be revoked'],
  [token(2, false), 'not on the portfolio'],
]);

test.each([
  [ends, { revoked: `${uuid(1)},${uuid(4)}`, gone: uuid(2), failed: uuid(3) }],
  [dryRun, { revoked: '', gone: '', failed: '' }],
])('the outputs are the ids, by what became of the tokens', (all, outputs) => {
  setRevokeOutputs(all);
  expect(valuesIn(runner.read('GITHUB_OUTPUT'))).toEqual(outputs);
});

test('the rows of the summary say name, id, run, and what happened', () => {
  expect(endRows(ends)).toEqual([
    ['gha-1', uuid(1), '1, attempt 1', 'revoked'],
    ['', uuid(2), '', 'gone already'],
    ['gha-3', uuid(3), '3, attempt 1', 'failed: eToro answered HTTP 401 Unauthorized'],
    ['gha-4', uuid(4), '4, attempt 1', 'revoked'],
  ]);
});

test.each([
  [[token(1), token(2)], 'Matching: 2.'],
  [[], 'Matching: 0. There is nothing to revoke.'],
  [[token(1), token(2, false)], 'Matching: 1. Ids that are not there: 1.'],
])('the log says how many tokens match', (selected, matching) => {
  const log = fakeLog();
  logSelected(selected, 12, log);
  expect(log.lines).toEqual([`info: User tokens on the portfolio: 12. ${matching}`]);
});

test.each<[string, ReadonlyMap<SelectedToken, SelectedEnd>, string[]]>([
  [
    'names what failed, and counts what was told as it happened',
    ends,
    [
      `info: ${uuid(3)} gha-3: failed: eToro answered HTTP 401 Unauthorized`,
      'info: User tokens: 2 revoked, 1 gone already, 1 failed.',
    ],
  ],
  [
    'names each token of a dry run',
    dryRun,
    [
      `info: ${uuid(1)} gha-1: would be revoked`,
      `info: ${uuid(2)}: not on the portfolio`,
      'info: User tokens: 1 would be revoked, 1 not on the portfolio.',
    ],
  ],
  ['adds nothing when nothing matched', new Map(), []],
])('the log %s', (_what, all, lines) => {
  const log = fakeLog();
  logEnds(all, log);
  expect(log.lines).toEqual(lines);
});
