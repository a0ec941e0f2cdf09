// Runs the end-to-end jobs of ci.yml on this machine, with act in host mode: no Docker, and no network once act is there.
// Where Docker is, the jobs in containers run, too.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { SANDBOX_USER_KEY } from '../sandbox/server.ts';
import { goTool, NoTool, withTools } from './tools.ts';

const workflow = '.github/workflows/ci.yml';
const revoked = 'No user token is left on the sandbox.';

interface Expected {
  /** How the job ends. */
  readonly end: string;
  /** What its log has. */
  readonly lines: readonly string[];
}

const jobs: Readonly<Record<string, Expected>> = {
  e2e: { end: 'Job succeeded', lines: ['The log shows the token as ***', revoked] },
  'e2e-revoke': {
    end: 'Job succeeded',
    lines: [
      'Created the user token gha-',
      'Success - Main The clean-up revoked that token',
      'User tokens: 1 revoked.',
      revoked,
    ],
  },
  'e2e-failure': { end: 'Job failed', lines: ['Failure - Main Fail on purpose', revoked] },
};

/** Where the job `e2e` runs beside the machine itself. */
const containers = ['container-debian', 'container-alpine'];
const hasDocker = spawnSync('docker', ['info']).status === 0;
if (!hasDocker) console.log(`No Docker is running, so these are not tried: ${containers.join(', ')}`);

await withTools(async () => {
  if (process.platform === 'win32') throw new NoTool("act's host mode is for Linux and macOS");
  const act = goTool('act');
  const temp = mkdtempSync(join(tmpdir(), 'act-'));
  try {
    const runs = Object.entries(jobs).flatMap(([job, expected]) =>
      ['ubuntu-latest', ...(job === 'e2e' && hasDocker ? containers : [])].map(
        (where) => ({ job, where, expected }) as const,
      ),
    );
    for (const { job, where, expected } of runs) {
      const problems = problemsIn(await run(act, job, where, temp), expected);
      if (problems.length > 0) process.exitCode = 1;
      for (const problem of problems) console.error(`FAILED: the log of the job ${job} ${problem}`);
      if (problems.length === 0) console.log(`As expected: ${job}\n`);
    }
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
});

function problemsIn(log: string, { end, lines }: Expected): string[] {
  const problems = [end, ...lines].filter((line) => !log.includes(line)).map((line) => `lacks: ${line}`);
  // Neither where a step prints it nor anywhere else. The key of the sandbox, which is printed, has the form of a token.
  if (/eyJ[\w-]{20}/.test(log.replaceAll(SANDBOX_USER_KEY, ''))) problems.push('shows a token');
  return problems;
}

async function run(act: string, job: string, where: string, temp: string): Promise<string> {
  // Without these options, act reads the .env and the .secrets of this folder, which may hold real keys.
  const none = join(temp, 'none');
  writeFileSync(none, '');
  const args = [
    ...['push', '--workflows', workflow, '--job', job, '--matrix', `where:${where}`],
    ...['--platform', 'ubuntu-latest=-self-hosted', '--rm', '--no-cache-server'],
    // A container sees the packages of this folder at the same place.
    ...['--container-options', `--volume ${resolve('node_modules')}:${resolve('node_modules')}:ro`],
    ...['--action-cache-path', join(temp, 'cache'), '--env', `PROJECT=${resolve('.')}`],
    // act reads the repository's name from the remote of the clone, which may be a folder without an owner.
    ...['--env', 'GITHUB_REPOSITORY=octo-org/trading-bot'],
    ...['--env-file', none, '--secret-file', none, '--var-file', none, '--input-file', none],
  ];
  // In host mode the steps get all of act's environment. So it gets little, and the action's own Node first.
  const { PATH = '', HOME = temp, TMPDIR } = process.env;
  const env = {
    PATH: [resolve('node_modules/.bin'), PATH].join(delimiter),
    HOME,
    XDG_CONFIG_HOME: temp,
    XDG_CACHE_HOME: join(temp, 'cache'),
    ...(TMPDIR && { TMPDIR }),
  };
  const child = spawn(act, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      process.stdout.write(text);
    });
  }
  await new Promise((settle, reject) => child.on('close', settle).on('error', reject));
  return log;
}
