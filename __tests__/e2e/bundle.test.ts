import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

// What scripts/build.ts makes of the sources and the packages.

test('the bundle says which file each of its blocks is from, and holds no package but these', () => {
  const bundle = readFileSync('dist/index.js', 'utf8');
  const names = [...bundle.matchAll(/\/\/ (?:CONCATENATED|COMMONJS) MODULE: (.+)$/gm)].map(
    ([, name]) => name ?? '',
  );

  expect(names).toContain('./build/main.js');
  expect(packagesOf(names)).toEqual(['@actions/core', '@actions/http-client']);
});

/** The packages that modules are from, by their paths. */
function packagesOf(names: readonly string[]): string[] {
  const packages = names.flatMap(
    (name) => /^\.\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name)?.[1] ?? [],
  );
  return [...new Set(packages)].sort();
}

test('the licenses of what is bundled are told, and no stub is among them', () => {
  expect(
    readFileSync('dist/licenses.txt', 'utf8').match(/^(?:@[a-z]+\/)?[a-z-]+(?=\n\w+\n)/gm),
  ).toEqual([...['@actions/core', '@actions/http-client', 'tunnel']]);
});
