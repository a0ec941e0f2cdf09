import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { section, withSection } from '../../bench/document.ts';
import { readSizes, sizesTable } from '../../bench/sizes.ts';

const dist = [['dist/main.js', 74]] as const;
const written = sizesTable({ archive: 37_900, dist }, '');

describe('the table of the sizes', () => {
  test('names the bytes of each file, and a limit for the archive with some room', () => {
    expect(written).toContain('`dist/main.js`');
    expect(written).toMatch(/\| +74 \|/);
    expect(written).toContain('at most 39 KB');
    expect(sizesTable({ archive: 37_700, dist }, '')).toContain('at most 38 KB');
  });

  test('stays the same when the archive changes by a few bytes', () => {
    for (const archive of [37_100, 38_000, 39_000]) {
      expect(sizesTable({ archive, dist }, written)).toBe(written);
    }
  });

  test('changes when the limit is no longer right', () => {
    expect(sizesTable({ archive: 39_001, dist }, written)).toContain('at most 40 KB');
    expect(sizesTable({ archive: 37_000, dist }, written)).toContain('at most 38 KB');
  });

  test('changes with the bytes of a file', () => {
    expect(sizesTable({ archive: 37_900, dist: [['dist/main.js', 75]] }, written)).not.toBe(
      written,
    );
  });

  test('keeps the limit where git cannot tell the size of the archive', () => {
    expect(sizesTable({ archive: undefined, dist }, written)).toBe(written);
    expect(sizesTable({ archive: undefined, dist }, '')).not.toContain('archive');
  });
});

describe('a section of a document', () => {
  const document = 'Before\n<!-- a:start -->\nold\n<!-- a:end -->\nAfter\n';

  test('is what stands between its markers', () => {
    expect(section(document, 'a')).toBe('old');
  });

  test('is replaced, and nothing else is', () => {
    const replaced = withSection(document, 'a', 'new\n');
    expect(replaced).toBe('Before\n<!-- a:start -->\n\nnew\n\n<!-- a:end -->\nAfter\n');
    expect(withSection(replaced, 'a', 'new')).toBe(replaced);
  });

  test('has to have both markers, in order', () => {
    expect(() => section(document, 'b')).toThrow('<!-- b:start -->');
    expect(() => section('<!-- a:end --><!-- a:start -->', 'a')).toThrow('<!-- a:start -->');
  });
});

test('the files of dist/ are those that git puts into the archive', () => {
  const files = readSizes().dist.map(([name]) => name);
  const attributes = execFileSync(
    'git',
    [
      'check-attr',
      '--cached',
      'export-ignore',
      ...globSync('dist/*').map((name) => name.replaceAll('\\', '/')),
    ],
    {
      encoding: 'utf8',
    },
  );
  const archived = [...attributes.matchAll(/^(.*): export-ignore: (?:unset|unspecified)$/gm)].map(
    ([, name]) => name,
  );
  expect(files).toEqual(archived.sort());
});
