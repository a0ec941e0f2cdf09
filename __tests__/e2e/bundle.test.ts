import { execFileSync } from 'node:child_process';
import { globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { realTime } from '../../sandbox/timekeeper.ts';
import { onStage, preload } from './stage.ts';

// What scripts/build.ts makes of the sources and the packages. Every job pays for it: the runner downloads the archive, and
// Node loads the modules. What depends on the machine is in `npm run bench`.

/** What a runner reads to run the actions of this repository: their metadata, and the programs that these name. */
const actions = globSync('{,revoke/}action.yml').map((path) => path.replaceAll('\\', '/'));
const programs = actions.flatMap((path) => {
  const { runs } = load(readFileSync(path, 'utf8')) as { runs: { main: string; post?: string } };
  return [runs.main, ...(runs.post === undefined ? [] : [runs.post])].map((program) =>
    posix.join(dirname(path), program),
  );
});

/** The next commit as a runner downloads it: a change is judged before it is committed. */
function archive(format: string): Buffer {
  const tree = execFileSync('git', ['write-tree'], { encoding: 'utf8' }).trim();
  return execFileSync('git', ['archive', `--format=${format}`, tree], { maxBuffer: 1 << 30 });
}

test('dist/ has the programs that the actions name, what they share, and nothing else', () => {
  const files = readdirSync('dist').map((name) => `dist/${name}`);
  const shared = ['github.js', 'index.js', 'licenses.txt', 'package.json', 'sources.sha256'];
  expect(files.sort()).toEqual([...shared.map((name) => `dist/${name}`), ...programs].sort());
});

test('the archive has what runs, and neither sources nor tests', () => {
  const files = archive('tar');
  for (const file of [...actions, ...programs, 'dist/index.js', 'dist/github.js', 'README.md', 'LICENSE']) {
    expect(files.includes(`${file}\0`)).toBe(true);
  }
  for (const path of ['__tests__/', 'sandbox/', 'src/', 'bench/', 'docs/', 'dist/sources']) {
    expect(files.includes(`\0${path}`)).toBe(false);
  }
});

test.each<[string, () => number]>([
  ['the archive, compressed', () => archive('tar.gz').length],
  ['`dist/index.js` in it', () => statSync('dist/index.js').size],
])('%s is within the limit that docs/performance.md tells', (what, bytes) => {
  const document = readFileSync('docs/performance.md', 'utf8');
  const [, kilobytes] = new RegExp(`^\\| ${what} +\\| +(\\d+) kB \\|$`, 'm').exec(document) ?? [];
  expect(bytes()).toBeLessThanOrEqual(1000 * Number(kilobytes));
});

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
])(
  '%s says which file each of its blocks is from, and has no package but these, and all that it asks for',
  (file, packages) => {
    const bundle = readFileSync(`dist/${file}`, 'utf8');
    const names = [...bundle.matchAll(/\/\/ (?:CONCATENATED|COMMONJS) MODULE: (.+)$/gm)].map(([, name]) => name ?? '');
    const found = names.flatMap((name) => /^\.\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name)?.[1] ?? []);

    expect([...new Set(found)].sort()).toEqual(packages);
    // A block without a name is one of Node's own modules.
    expect(bundle).not.toMatch(
      /^ {4}\d+: (?!module => \{\n *(?:"use strict";\n *)?module\.exports = require\("\w+"\);\n)(?!\/\/ COMMONJS MODULE)/m,
    );
    // Neither undici nor what runs other programs.
    expect(bundle).not.toMatch(/"(?:node:)?(?:child_process|worker_threads|http2|inspector)"/);
    expect(bundle.includes('fetch is a stub')).toBe(file === 'github.js');
    const all = ['index.js', 'github.js'].map((name) => readFileSync(`dist/${name}`, 'utf8')).join('');
    for (const [, id] of bundle.matchAll(/__(?:nccwpck|webpack)_require__\((\d+)\)/g)) {
      expect(all).toMatch(new RegExp(`^ +${id}: `, 'm'));
    }
  },
);

test('the licenses of what is bundled are told, and no stub is among them', () => {
  expect(
    readFileSync('dist/licenses.txt', 'utf8').match(/^(?:@[a-z]+\/)?[a-z-]+(?=\n(?:MIT|ISC|Apache-2\.0)\n)/gm),
  ).toEqual(['@actions/core', '@actions/github', '@actions/http-client', ...github].sort());
});

test(
  'the happy path loads neither a second HTTP stack, what runs other programs, what only proxies need, nor @actions/github',
  onStage(
    async ({ job }) => {
      const run = job({}, { env: preload('loaded-modules.cjs') });
      const results = [await run.step(), await run.post()];
      const loaded = results.flatMap(({ stderr }) => stderr.split('\n'));

      expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
      expect(loaded).toContain('NativeModule http');
      const heavy = loaded.filter((name) =>
        /undici|github\.js$|NativeModule (?:child_process|http2|worker_threads|inspector)$|^inherits/.test(name),
      );
      expect(heavy).toEqual([]);
    },
    { time: realTime },
  ),
);
