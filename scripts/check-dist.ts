// After a build: says whether dist/ is what git has of it.
import { execFileSync } from 'node:child_process';

const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' });

const changed = git('diff', '--stat', '--', 'dist');
const added = git('ls-files', '--others', '--exclude-standard', '--', 'dist');
if (changed !== '' || added !== '') {
  console.error(
    `${changed}${added}dist/ is not what the sources build to. Run npm run build, and commit dist/.`,
  );
  process.exitCode = 1;
}
