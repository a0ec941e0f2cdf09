// Says whether dist/ is what the sources build to, and committed.
import { execFileSync } from 'node:child_process';
import { isDistStale } from './sources.ts';

const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' });

if (isDistStale('.')) {
  console.error('dist/ was built from other sources. Run: npm run build');
  process.exitCode = 1;
} else {
  const changed = git('diff', '--stat', '--', 'dist');
  const added = git('ls-files', '--others', '--exclude-standard', '--', 'dist');
  if (changed !== '' || added !== '') {
    console.error(
      `${changed}${added}dist/ is built from these sources, and not what git has. Run npm run build where you work, and commit dist/.`,
    );
    process.exitCode = 1;
  }
}
