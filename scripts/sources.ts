// A digest of all that dist/ is built from. The build writes it into dist/, and so a check can tell a stale dist/.
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';

const FILES = [
  'src/**/*.ts',
  'stubs/**/*.{js,json}',
  'scripts/{build,sources}.ts',
  'tsconfig.json',
  'tsconfig.build.json',
];
const BUILD_TOOLS = ['typescript', '@vercel/ncc', 'terser'];

/** Where the build writes the digest of what it has built from. */
export const DIGEST_FILE = 'dist/sources.sha256';

interface Lockfile {
  readonly packages: Readonly<
    Record<string, { version?: string; integrity?: string; dev?: boolean; optional?: boolean }>
  >;
}

/** SHA-256, in hex with a line end. The same on every platform, whatever line ends git has checked out. */
export function digestOfSources(): string {
  const digest = createHash('sha256');
  for (const file of globSync(FILES).sort()) {
    const name = file.replaceAll('\\', '/');
    digest.update(`${name}\n${readFileSync(file, 'utf8').replaceAll('\r\n', '\n')}\n`);
  }
  digest.update(JSON.stringify(packages()));
  return `${digest.digest('hex')}\n`;
}

/** Of the lockfile what can change the bundle. An update of a test tool does not make dist/ stale. */
function packages(): [path: string, version?: string, integrity?: string][] {
  const lockfile = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lockfile;
  return Object.entries(lockfile.packages)
    .filter(
      ([path, { dev, optional }]) =>
        path.startsWith('node_modules/') &&
        ((!dev && !optional) || BUILD_TOOLS.includes(path.slice('node_modules/'.length))),
    )
    .map(([path, { version, integrity }]) => [path, version, integrity]);
}
