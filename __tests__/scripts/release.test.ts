import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { adopted, problemWith } from '../../scripts/adopt.ts';

// In two pieces, because `npm run adopt` replaces the whole.
const [owner, repo] = ['OWNER', 'REPO'];
const placeholder = `${owner}/${repo}`;
const ofLength = (length: number) => 'o'.repeat(length);

test.each([
  ...['octo-org/etoro-user-token', 'o/r', `${ofLength(39)}/${ofLength(100)}`, 'mona_octo/.github'],
  ...['Octo/a_b.c-', '1/2'],
])('%s can be a repository', (name) => {
  expect(problemWith(name)).toBeUndefined();
});

test.each([
  ...['', 'octo', 'octo/', '/bot', 'octo/bot/x', 'https://github.com/octo/bot', 'octo org/bot'],
  ...['-octo/bot', 'octo-/bot', 'oc--to/bot', 'oc.to/bot', 'oc_t_o/bot', `${ofLength(40)}/bot`],
  ...['octo/.', 'octo/..', 'octo/bot.git', 'octo/bot.wiki', 'octo/b t', `octo/${ofLength(101)}`],
  ...['octo/bot\n', placeholder],
])('%j cannot be a repository', (name) => {
  expect(problemWith(name)).toBeDefined();
});

test('the name stands wherever the placeholder stood, and the line that asked for it goes', () => {
  const text = `# A\n\nThis action is not published yet: put yours for \`${placeholder}\`.\n\nuses: ${placeholder}/revoke@v1\n/${placeholder.replace('/', '\\/')}@/ * @${owner}\nlabel OWNER-REPO\n`;
  const fresh = '# A\n\nuses: octo/b.t/revoke@v1\n/octo\\/b.t@/ * @octo\nlabel OWNER-REPO\n';
  expect(adopted(text, 'octo/b.t')).toBe(fresh);
  expect(adopted(fresh, 'someone/else')).toBe(fresh);
});

test('the notes of a release are its section of the changelog, a line for each item', () => {
  const folder = mkdtempSync(join(tmpdir(), 'notes-'));
  const item = '- An item\n  of two lines.\n  - Its own.\n';
  writeFileSync(
    join(folder, 'CHANGELOG.md'),
    `## [Unreleased]\n\n- Next.\n\n## [1.0.0] - 2027-01-31\n\n${item}\n[1.0.0]: https://github.com\n`,
  );
  const notes = (version: string) =>
    spawnSync(process.execPath, [resolve('scripts/release-notes.ts'), version], { cwd: folder, encoding: 'utf8' });
  expect(notes('1.0.0').stdout).toBe('- An item of two lines.\n  - Its own.\n');
  const stderr = 'CHANGELOG.md has no section "## [1.1.0] - DATE".\n';
  expect(notes('1.1.0')).toMatchObject({ status: 1, stderr });
  rmSync(folder, { recursive: true });
});
