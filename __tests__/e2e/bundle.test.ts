import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { closeServers, namedForProxy, startProxy, testTls, trusting } from '../servers.ts';
import { onStage } from './stage.ts';

// What scripts/build.ts makes of the sources and the packages.

test('the bundle says which file each of its blocks is from, and holds no package but these', () => {
  const bundle = readFileSync('dist/index.js', 'utf8');
  const names = [...bundle.matchAll(/\/\/ (?:CONCATENATED|COMMONJS) MODULE: (.+)$/gm)].map(
    ([, name]) => name ?? '',
  );

  expect(names).toContain('./build/main.js');
  expect(packagesOf(names)).toEqual(['@actions/core', '@actions/http-client', 'tunnel']);
  // A block without a name is one of Node's own modules.
  expect(bundle).toMatch(/^ {4}\d+: module => \{$/m);
  expect(bundle).not.toMatch(
    /^ {4}\d+: (?!module => \{\n *(?:"use strict";\n *)?module\.exports = require\("\w+"\);\n)(?!\/\/ COMMONJS MODULE)/m,
  );
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

test(
  'behind a proxy with a password, Node prints no deprecation warning',
  onStage(
    async ({ sandbox, job }) => {
      const proxy = await startProxy();
      try {
        const proxied = job(
          { 'api-url': namedForProxy(sandbox.url) },
          {
            env: {
              ...trusting,
              https_proxy: `http://somebody:hunter2@127.0.0.1:${proxy.port}`,
            },
          },
        );
        const result = await proxied.step();
        expect(result).toMatchObject({ exitCode: 0, stderr: '' });
        expect(proxy.asked).toHaveLength(1);
      } finally {
        await closeServers();
      }
    },
    { tls: testTls },
  ),
);
