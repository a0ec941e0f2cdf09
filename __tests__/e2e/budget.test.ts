import { execFileSync } from 'node:child_process';
import { globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { realTime } from '../../sandbox/timekeeper.ts';
import { onStage, preload } from './stage.ts';

// Every job pays for these: the runner downloads the archive, and Node loads the modules. What depends on the machine is
// in `npm run bench`.

const KB = 1024;

/** What a runner reads to run the actions of this repository: their metadata, and the programs that these name. */
const actions = globSync('{,revoke/}action.yml').map((path) => path.replaceAll('\\', '/'));
const programs = actions.flatMap((path) => {
  const { runs } = load(readFileSync(path, 'utf8')) as { runs: { main: string; post?: string } };
  return [runs.main, ...(runs.post === undefined ? [] : [runs.post])].map((program) =>
    posix.join(dirname(path), program),
  );
});

test('dist/ has the programs that the actions name, what they share, and nothing else', () => {
  const files = readdirSync('dist').map((name) => `dist/${name}`);
  const shared = ['github.js', 'index.js', 'licenses.txt', 'package.json', 'sources.sha256'];
  expect(files.sort()).toEqual([...shared.map((name) => `dist/${name}`), ...programs].sort());
});

test('the bundle of what every job runs is at most 152 KB', () => {
  expect(statSync('dist/index.js').size).toBeLessThan(152 * KB);
});

test('the archive that a runner downloads is at most 110 KB, and has what runs', () => {
  // What is staged, so that a change is judged before it is committed.
  const tree = execFileSync('git', ['write-tree'], { encoding: 'utf8' }).trim();
  const archive = execFileSync('git', ['archive', '--format=tar.gz', tree]);
  const files = execFileSync('git', ['archive', '--format=tar', tree]);

  expect(archive.length).toBeLessThan(110 * KB);
  for (const file of [...actions, ...programs, 'dist/index.js', 'dist/github.js', 'README.md', 'LICENSE']) {
    expect(files.includes(`${file}\0`)).toBe(true);
  }
  for (const path of ['__tests__/', 'sandbox/', 'src/', 'bench/', 'docs/', 'dist/sources']) {
    expect(files.includes(`\0${path}`)).toBe(false);
  }
});

test.each(['index.js', 'github.js'])('neither undici nor what runs other programs is in %s', (file) => {
  const bundle = readFileSync(`dist/${file}`, 'utf8');

  expect(bundle).not.toMatch(/"(?:node:)?(?:child_process|worker_threads|http2|inspector)"/);
  expect(bundle.includes('fetch is a stub')).toBe(file === 'github.js');
});

/** What a step loads: Node's modules, and the classes of `tunnel`. */
const loadedBy = (result: { readonly exitCode: number | null; readonly stderr: string }) => {
  expect(result.exitCode).toBe(0);
  return result.stderr.split('\n');
};

test(
  'the happy path loads neither a second HTTP stack, what runs other programs, what only proxies need, nor @actions/github',
  onStage(
    async ({ job }) => {
      const run = job({}, { env: preload('loaded-modules.cjs') });
      const loaded = [...loadedBy(await run.step()), ...loadedBy(await run.post())];

      expect(loaded).toContain('NativeModule http');
      const heavy = loaded.filter((name) =>
        /undici|github\.js$|NativeModule (?:child_process|http2|worker_threads|inspector)$|^inherits/.test(name),
      );
      expect(heavy).toEqual([]);
    },
    { time: realTime },
  ),
);
