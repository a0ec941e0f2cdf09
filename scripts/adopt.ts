// Puts the name of the repository into the place of the placeholder, everywhere: npm run adopt -- octo-org/etoro-user-token
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const usage = `Usage: npm run adopt -- NAME

Replaces the placeholder for the repository in all files that git has, and formats them. Run it once, before the first release.

  NAME     the repository on GitHub, as owner/repo
  --check  exit with 1 where the placeholder stands
  --help   show this help`;

// In two pieces, because this script replaces the whole. In CODEOWNERS, the owner stands alone.
const [OWNER, REPO] = ['OWNER', 'REPO'];
const PLACEHOLDER = new RegExp(`${OWNER}(\\\\?/)${REPO}|@${OWNER}\\b`, 'g');

/** What is wrong with the name of a repository, by GitHub's rules for new ones; nothing when it can be one. */
export function problemWith(name: string): string | undefined {
  const [owner = '', repo = '', ...more] = name.split('/');
  if (repo === '' || more.length > 0) return `"${name}" is not of the form owner/repo.`;
  // A company's managed user has the company's short code at the end: mona_octo.
  if (!/^[a-z\d]+(?:-[a-z\d]+)*(?:_[a-z\d]+)?$/i.test(owner) || owner.length > 39) {
    return `"${owner}" cannot own a repository. Give at most 39 letters, digits and single hyphens, with no hyphen first or last.`;
  }
  if (!/^[\w.-]{1,100}$/.test(repo) || /^\.{1,2}$|\.(?:git|wiki)$/i.test(repo)) {
    return `"${repo}" cannot be a repository. Give at most 100 letters, digits, ".", "-" and "_", without .git or .wiki at the end.`;
  }
  if (name.search(PLACEHOLDER) !== -1) return `"${name}" has the placeholder in it.`;
  return undefined;
}

/** The text of a file with the name in it, and without the line that says that there is none yet. */
export function adopted(text: string, name: string): string {
  const [owner = '', repo = ''] = name.split('/');
  return text
    .replace(/^This action is not published yet: .*\r?\n\r?\n/m, '')
    .replace(PLACEHOLDER, (_, slash?: string) => (slash === undefined ? `@${owner}` : owner + slash + repo));
}

/** The files that have the placeholder. `dist/` has none: a step knows its repository from the runner. */
function filesToAdopt(): string[] {
  return execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' })
    .split('\0')
    .filter((file) => file !== '' && readFileSync(file, 'utf8').search(PLACEHOLDER) !== -1);
}

function adopt(name: string): void {
  const files = filesToAdopt();
  if (files.length === 0) {
    console.log('The placeholder stands nowhere: this is done already.');
    return;
  }
  for (const file of files) writeFileSync(file, adopted(readFileSync(file, 'utf8'), name));
  const run = (...args: string[]) => execFileSync(process.execPath, args, { stdio: 'inherit' });
  const quiet = ['--ignore-unknown', '--log-level', 'warn'];
  run('node_modules/prettier/bin/prettier.cjs', '--write', ...quiet, ...files);
  run('scripts/picture.ts');
  console.log(`${name} stands in:\n${files.map((file) => `  ${file}`).join('\n')}`);
  console.log('If the owner is an organization, name a team in .github/CODEOWNERS.');
}

function check(): void {
  const files = filesToAdopt();
  if (files.length === 0) return;
  console.error(
    `The placeholder for the repository stands in:\n${files.map((file) => `  ${file}`).join('\n')}\nRun: npm run adopt -- owner/repo`,
  );
  process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [name = '', ...more] = process.argv.slice(2);
  const problem = more.length > 0 ? 'Give one name.' : problemWith(name);
  if (name === '--help') console.log(usage);
  else if (name === '--check') check();
  else if (problem === undefined) adopt(name);
  else {
    console.error(`${problem}\n\n${usage}`);
    process.exitCode = 1;
  }
}
