// A digest of all that dist/ is built from. The build writes it into dist/, so that commands which run dist/ can tell in no
// time that it is stale. Whether dist/ is what the sources build to is for check-dist.ts: it builds.
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FILES = [
  'src/**/*.ts',
  'stubs/**/*.{js,json}',
  'scripts/{build,sources}.ts',
  'tsconfig.json',
  'tsconfig.build.json',
];
const BUILD_TOOLS = ['typescript', '@vercel/ncc', 'terser'];
const DIGEST_FILE = 'sources.sha256';

interface Lockfile {
  readonly packages: Readonly<
    Record<string, { version?: string; integrity?: string; dev?: boolean; optional?: boolean }>
  >;
}

/** Notes down in a folder of the project what it is built from. */
export function writeDigest(root: string, dist: string): void {
  writeFileSync(resolve(root, dist, DIGEST_FILE), digestOfSources(root));
}

/** Whether dist/ was built from other sources than those that are there now, or is not there. */
export function isDistStale(root: string): boolean {
  const file = join(root, 'dist', DIGEST_FILE);
  return !existsSync(file) || readFileSync(file, 'utf8').trim() !== digestOfSources(root).trim();
}

/** SHA-256, in hex with a line end. It is the same on every platform, whatever line ends git has checked out. */
function digestOfSources(root: string): string {
  const digest = createHash('sha256');
  const names = globSync(FILES, { cwd: root }).map((name) => name.replaceAll('\\', '/'));
  for (const name of names.sort()) {
    digest.update(`${name}\n${readFileSync(join(root, name), 'utf8').replaceAll('\r\n', '\n')}\n`);
  }
  digest.update(JSON.stringify(packages(root)));
  return `${digest.digest('hex')}\n`;
}

/** What the lockfile says about the packages that can change the bundle. An update of Jest does not make dist/ stale. */
function packages(root: string): (string | undefined)[][] {
  const lockfile = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lockfile;
  return Object.entries(lockfile.packages)
    .filter(
      ([path, { dev, optional }]) =>
        path.startsWith('node_modules/') &&
        ((!dev && !optional) || BUILD_TOOLS.includes(path.slice('node_modules/'.length))),
    )
    .map(([path, { version, integrity }]) => [path, version, integrity]);
}
