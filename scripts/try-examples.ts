// Runs the README's first workflow and the examples that need nothing but eToro with act, against the sandbox. Only
// the inputs that name the sandbox are changed. A step runs the working tree's dist/.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import {
  SANDBOX_API_KEY,
  SANDBOX_PORTFOLIO_ID,
  SANDBOX_USER_KEY,
  startSandbox,
  type Sandbox,
} from '../sandbox/server.ts';
import { goTool, NoTool, withTools } from './tools.ts';

interface Example {
  readonly file: string;
  readonly job: string;
  /** What the log has when all went well. */
  readonly log: readonly string[];
  /** Only one job of a matrix, or inputs and variables of the workflow. */
  readonly options?: readonly string[];
  /** The names of tokens that are on the portfolio before, all of them expired. */
  readonly before?: readonly string[];
  /** The names of those that are left; none by default. */
  readonly left?: readonly string[];
}

const ACTION = 'OWNER/REPO';

// act's run has the id 1, in a repository that it calls nektos/act.
const ofThisRun = 'gha-nektos-act-1-2-0123456789ab';
const ofAnotherRun = 'gha-nektos-act-12-1-0123456789ab';

const worked = ['The token works.', 'Revoked the user token'];

const tried: readonly Example[] = [
  { file: 'README.md', job: 'trade', log: worked },
  { file: 'examples/ai-agent.yml', job: 'answer', log: worked },
  { file: 'examples/use-composite-action.yml', job: 'trade', log: worked },
  { file: 'examples/reusable-workflow.yml', job: 'bot', log: worked },
  // Whether there is a token depends on the hour.
  { file: 'examples/scheduled-bot.yml', job: 'trade', log: ['in New York: '] },
  {
    file: 'examples/matrix.yml',
    job: 'clean-up',
    log: [...worked, `Revoked the user token "${ofThisRun}"`],
    options: ['--matrix', 'market:crypto', '--matrix', 'strategy:momentum'],
    before: [ofThisRun, ofAnotherRun, 'bot'],
    left: [ofAnotherRun, 'bot'],
  },
  {
    file: 'examples/long-lived-token.yml',
    job: 'revoke',
    log: ['There is nothing to revoke.', 'Revoked the user token', 'User tokens: 1 revoked.'],
    options: ['--var', 'BOT_ADDRESS=20.102.38.7'],
    before: [ofThisRun],
    left: [ofThisRun],
  },
  {
    file: 'examples/prune-weekly.yml',
    job: 'prune',
    log: ['User tokens: 2 revoked.'],
    options: ['--input', 'dry-run=false'],
    before: [ofThisRun, ofAnotherRun, 'bot'],
    left: ['bot'],
  },
  {
    file: 'examples/revoke-by-hand.yml',
    job: 'revoke',
    log: [`${ofThisRun}: would be revoked`, 'User tokens: 1 would be revoked.'],
    options: ['--input', 'run=1', '--input', 'dry-run=true'],
    before: [ofThisRun, ofAnotherRun],
    left: [ofThisRun, ofAnotherRun],
  },
  {
    file: 'examples/revoke-by-hand.yml',
    job: 'revoke',
    log: ['User tokens: 1 revoked.'],
    options: ['--input', 'run=1', '--input', 'dry-run=false'],
    before: [ofThisRun, ofAnotherRun],
    left: [ofAnotherRun],
  },
];

await withTools(async () => {
  if (process.platform === 'win32') throw new NoTool("act's host mode is for Linux and macOS");
  const act = goTool('act');
  for (const example of tried) {
    const problems = await tryOut(example, act);
    if (problems.length > 0) process.exitCode = 1;
    for (const problem of problems) console.error(`FAILED: ${example.file}: ${problem}`);
    if (problems.length === 0) console.log(`As expected: ${example.file}`);
  }
});

async function tryOut(
  { file, job, log, options = [], before = [], left = [] }: Example,
  act: string,
): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'example-'));
  const sandbox = await startSandbox();
  const expiresAt = new Date(Date.now() - 60_000).toISOString();
  for (const name of before) sandbox.addToken({ name, expiresAt });
  try {
    const workflow = prepare(file, folder, sandbox);
    // Beside the repository, because act copies the repository into its cache.
    const printed = await run(
      act,
      [
        ...['workflow_dispatch', '--workflows', workflow, '--job', job, ...options],
        ...['--platform', 'ubuntu-latest=-self-hosted', '--rm', '--no-cache-server'],
        ...['--action-cache-path', join(folder, 'cache')],
        // By the tag and by the placeholder for a commit.
        ...['v1', '0123456789abcdef0123456789abcdef01234567'].flatMap((ref) => [
          '--local-repository',
          `${ACTION}@${ref}=${join(folder, 'action')}`,
        ]),
        ...['--secret', `ETORO_API_KEY=${SANDBOX_API_KEY}`],
        ...['--secret', `ETORO_USER_KEY=${SANDBOX_USER_KEY}`],
        ...['--var', `ETORO_PORTFOLIO_ID=${SANDBOX_PORTFOLIO_ID}`],
        ...['--env', `ETORO_API_URL=${sandbox.url}`],
      ],
      folder,
    );
    const problems = ['Job succeeded', ...log]
      .filter((line) => !printed.includes(line))
      .map((line) => `its log lacks: ${line}`);
    const names = sandbox.tokens().map(({ name }) => name);
    if (names.join() !== left.join()) problems.push(`it leaves on the portfolio: ${names.join()}`);
    if (problems.length > 0) console.log(printed);
    return problems;
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes a repository with the workflow and what it takes from there, and the action. Gives the workflow's path. */
function prepare(file: string, folder: string, { url }: Sandbox): string {
  const repository = join(folder, 'repository');
  const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  const [, first = ''] = /```yaml\n([^]*?)```/.exec(text) ?? [];
  const inSandbox = (yaml: string) =>
    yaml.replace(
      new RegExp(`( +uses: ${ACTION}(/revoke)?@[^]*?\\n( +)portfolio-id: .*\\n)`, 'g'),
      (_, step: string, revokes: string | undefined, indent: string) =>
        `${step}${indent}api-url: ${url}\n${revokes === undefined ? `${indent}ip-services: ${url}/ip\n` : ''}`,
    );
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(repository, path)), { recursive: true });
    writeFileSync(join(repository, path), content);
  };
  const workflow = '.github/workflows/example.yml';
  write(workflow, inSandbox(file.endsWith('.md') ? first : text));
  write(
    '.github/actions/etoro-token/action.yml',
    inSandbox(readFileSync('examples/composite-action/action.yml', 'utf8')),
  );
  // Whatever a user's own script does, it begins like this one.
  for (const script of ['bot.py', 'agent.py', 'signals.py']) {
    cpSync('examples/bot.py', join(repository, script));
  }
  for (const script of ['deploy.py', 'watch.py']) write(script, '');
  write('requirements.txt', '');
  // What a runner downloads of this action.
  for (const part of ['action.yml', 'revoke', 'dist']) {
    cpSync(part, join(folder, 'action', part), { recursive: true });
  }
  execFileSync('git', ['init', '--quiet', repository]);
  return workflow;
}

async function run(act: string, args: readonly string[], folder: string): Promise<string> {
  const none = join(folder, 'none');
  writeFileSync(none, '');
  const files = ['--env-file', '--secret-file', '--var-file', '--input-file'];
  // In host mode the steps get all of act's environment. So it gets little, and the action's own Node first.
  const { PATH = '', HOME = folder, TMPDIR } = process.env;
  const env = {
    PATH: [resolve('node_modules/.bin'), PATH].join(delimiter),
    HOME,
    XDG_CONFIG_HOME: folder,
    XDG_CACHE_HOME: join(folder, 'cache'),
    ...(TMPDIR && { TMPDIR }),
  };
  const child = spawn(act, [...args, ...files.flatMap((name) => [name, none])], {
    cwd: join(folder, 'repository'),
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (log += text));
  }
  await new Promise((settle, reject) => child.on('close', settle).on('error', reject));
  return log;
}
