// Tries `npm run adopt` on a copy of what git has, with the checks that a new name could break.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

// As long as GitHub allows, and with what has a meaning in regular expressions and in globs.
const name = `${'octo-'.repeat(7)}org/${'user.token_2-'.repeat(7)}action`;

const copy = realpathSync(mkdtempSync(join(tmpdir(), 'adopted-')));
const run = (command: string, ...args: string[]) => {
  execFileSync(command, args, { cwd: copy, stdio: 'inherit' });
};
const node = (...args: string[]) => {
  run(process.execPath, ...args);
};

try {
  execFileSync('git', ['checkout-index', '--all', `--prefix=${copy}/`]);
  run('git', 'init', '--quiet');
  run('git', 'add', '--all');
  for (const folder of ['node_modules', '.tools']) {
    if (existsSync(folder)) symlinkSync(resolve(folder), join(copy, folder), 'junction');
  }
  node('scripts/adopt.ts', name);
  // Once more, as somebody does who is not sure: nothing is left to do.
  node('scripts/adopt.ts', name);
  node('scripts/adopt.ts', '--check');
  const changed = execFileSync('git', ['diff', '--name-only'], { cwd: copy, encoding: 'utf8' });
  node(
    ...['node_modules/prettier/bin/prettier.cjs', '--check', '--ignore-unknown'],
    ...['--log-level', 'warn', ...changed.trim().split('\n')],
  );
  node('scripts/readme-tables.ts', '--check');
  node('scripts/picture.ts', '--check');
  node(
    ...['--experimental-vm-modules', 'node_modules/jest/bin/jest.js'],
    ...['__tests__/docs.test.ts', '__tests__/scripts/release.test.ts', '__tests__/e2e/demo.test.ts'],
  );
  node('scripts/check-workflows.ts', ...process.argv.slice(2));
} finally {
  rmSync(copy, { recursive: true, force: true });
}
