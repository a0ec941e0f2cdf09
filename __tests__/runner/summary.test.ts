import { readFileSync, rmSync } from 'node:fs';
import { beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyText } from '../any-text.ts';
import { addSummary } from '../../src/runner/summary.ts';
import { openKnownSecrets } from '../../src/secrets/known-secrets.ts';
import { fakeLog } from '../fakes.ts';
import { startRunner } from '../runner.ts';

const secrets = openKnownSecrets(() => undefined);

const runner = startRunner();
let path = '';
beforeEach(() => {
  path = runner.path('GITHUB_STEP_SUMMARY');
});

/** What one call adds. */
function summaryOf(rows: string[][]): string {
  rmSync(path);
  addSummary('eToro user token', ['', ''], rows, { log: fakeLog(), secrets });
  return readFileSync(path, 'utf8');
}

test('is a table in Markdown', () => {
  const rows = [
    ['Name', 'gha-acme-bot-1-1-abc'],
    ['Usable from', '20.102.38.7, 20.102.38.8'],
    ['Expires', '2026-12-31T23:59:59Z'],
  ];
  expect(summaryOf(rows)).toBe(`### eToro user token

|  |  |
| --- | --- |
| Name | gha-acme-bot-1-1-abc |
| Usable from | 20.102.38.7, 20.102.38.8 |
| Expires | 2026-12-31T23:59:59Z |

`);
});

test('has as many columns as its head, and is added to what other steps wrote', () => {
  addSummary('First', ['a'], [], { log: fakeLog(), secrets });
  addSummary('Second', ['One', 'Two', 'Three'], [['1', '2', '3']], { log: fakeLog(), secrets });
  expect(readFileSync(path, 'utf8')).toMatch(
    /^### First\n[^]*\n\n### Second\n\n\| One \| Two \| Three \|\n\| --- \| --- \| --- \|\n\| 1 \| 2 \| 3 \|\n/,
  );
});

test('shows a name as it is, whatever Markdown or HTML it looks like', () => {
  const name = '<img src=x> | [a](b) `c` *d* _e_ ~f~ \\ & $g$ @octocat #1';
  const cell = /\| Name \| (.*) \|\n/.exec(summaryOf([['Name', name]]))?.[1] ?? '';
  expect(cell).not.toMatch(/[<>|[\]()`*_~\\$@]/);
  const shown = cell.replace(/&#(\d+);/g, (_all, code) => String.fromCodePoint(Number(code)));
  expect(shown).toBe(name);
});

test('has one line for each row, whatever is in it', () => {
  fc.assert(
    fc.property(anyText({ maxLength: 64 }), (name) => {
      const text = summaryOf([
        ['Name', name],
        [name, 'Name'],
      ]);
      expect(text.trim().split(/[\n\r\u2028\u2029]/)).toHaveLength(6);
    }),
    { numRuns: 50 },
  );
});

test.each(['.', undefined])(
  'that cannot be written, or not on this runner, is a warning, and no failure: %s',
  (folder) => {
    if (folder === undefined) Reflect.deleteProperty(process.env, 'GITHUB_STEP_SUMMARY');
    else process.env['GITHUB_STEP_SUMMARY'] = folder;
    const log = fakeLog();
    addSummary('eToro user token', [''], [], { log, secrets });
    expect(log.lines).toEqual(['warning: The job summary cannot be written. Nothing else is affected.']);
  },
);
