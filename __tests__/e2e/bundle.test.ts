import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

// What scripts/build.ts makes of the sources and the packages.

/** What `@actions/github` consists of. */
const github = [
  ...['auth-token', 'core', 'endpoint', 'graphql', 'plugin-paginate-rest'],
  ...['plugin-rest-endpoint-methods', 'request', 'request-error'],
]
  .map((name) => `@octokit/${name}`)
  .concat('before-after-hook', 'content-type', 'json-with-bigint', 'tunnel', 'universal-user-agent');

test.each([
  ['index.js', ['@actions/core', '@actions/http-client']],
  ['github.js', ['@actions/github', '@actions/http-client', ...github]],
])('%s says which file each of its blocks is from, and holds no package but these', (file, packages) => {
  const bundle = readFileSync(`dist/${file}`, 'utf8');
  const names = [...bundle.matchAll(/\/\/ (?:CONCATENATED|COMMONJS) MODULE: (.+)$/gm)].map(([, name]) => name ?? '');

  expect(packagesOf(names)).toEqual(packages);
  // A block without a name is one of Node's own modules.
  expect(bundle).not.toMatch(
    /^ {4}\d+: (?!module => \{\n *(?:"use strict";\n *)?module\.exports = require\("\w+"\);\n)(?!\/\/ COMMONJS MODULE)/m,
  );
});

/** The packages that modules are from, by their paths. */
function packagesOf(names: readonly string[]): string[] {
  const packages = names.flatMap((name) => /^\.\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name)?.[1] ?? []);
  return [...new Set(packages)].sort();
}

test('the licenses of what is bundled are told, and no stub is among them', () => {
  expect(
    readFileSync('dist/licenses.txt', 'utf8').match(/^(?:@[a-z]+\/)?[a-z-]+(?=\n(?:MIT|ISC|Apache-2\.0)\n)/gm),
  ).toEqual(['@actions/core', '@actions/github', '@actions/http-client', ...github].sort());
});
