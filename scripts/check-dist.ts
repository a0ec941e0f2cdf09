// Says whether dist/ is what the sources build to, byte for byte, and what git has.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** How the files of the second folder differ from those of the first. */
export function differences(wanted: string, actual: string): string[] {
  const [expected, found] = [readdirSync(wanted), readdirSync(actual)];
  const isSame = (name: string) => readFileSync(join(wanted, name)).equals(readFileSync(join(actual, name)));
  return [
    ...expected.filter((name) => !found.includes(name)).map((name) => `missing: ${name}`),
    ...found.filter((name) => !expected.includes(name)).map((name) => `added: ${name}`),
    ...found.filter((name) => expected.includes(name) && !isSame(name)).map((name) => `changed: ${name}`),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' });
  const fresh = mkdtempSync(join(tmpdir(), 'dist-'));
  try {
    execFileSync(process.execPath, ['scripts/build.ts', fresh], { stdio: 'inherit' });
    const found = differences(fresh, 'dist');
    if (found.length > 0) {
      fail(`dist/ is not what these sources build to:\n${found.join('\n')}\nRun: npm run build`);
    }
    const uncommitted =
      git('diff', '--stat', '--', 'dist') + git('ls-files', '--others', '--exclude-standard', '--', 'dist');
    if (uncommitted !== '') fail(`${uncommitted}dist/ is not what git has. Commit it.`);
  } finally {
    rmSync(fresh, { recursive: true });
  }
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
