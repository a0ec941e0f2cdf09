import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

const count = (text: string, part: string) => text.split(part).length - 1;

test('SECURITY.md lists every place where the value of a secret is taken in hand', () => {
  const listed = [...read('SECURITY.md').matchAll(/^\| `(src\/\S+)` \| (\d+) \| (\d+) \|/gm)];
  const found = globSync('src/**/*.ts', { cwd: root }).flatMap((path) => {
    const text = read(path);
    const [made, revealed] = [count(text, 'new Secret('), count(text, '.reveal()')];
    return made + revealed > 0 ? [[path, String(made), String(revealed)]] : [];
  });
  expect(listed.map(([, ...row]) => row).sort()).toEqual(found.sort());
});

test('a secret leaves its class by reveal() alone, under that name', () => {
  const sources = globSync('src/**/*.ts', { cwd: root }).map(read).join('\n');
  expect(count(sources, '#value')).toBe(count(read('src/secrets/secret.ts'), '#value'));
  // As a property of another name, it would be missing in the list.
  expect(sources).not.toMatch(/\breveal\b(?!\(\))/);
});
