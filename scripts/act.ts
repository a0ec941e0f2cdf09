// Runs the end-to-end jobs of ci.yml on this machine, with act in host mode: no Docker, and no network once act is there.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { goTool, withTools } from './tools.ts';

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
  'e2e-failure': { end: 'Job failed', lines: ['Failure - Main Fail on purpose', revoked] },
};

await withTools(async () => {
  if (process.platform === 'win32') return;
  if (!existsSync('node_modules/.bin/node')) throw new Error('First: npm ci');
  const act = goTool('act');
  const temp = mkdtempSync(join(tmpdir(), 'act-'));
  try {
    for (const [job, { end, lines }] of Object.entries(jobs)) {
      const log = await run(act, job, temp);
      for (const line of [end, ...lines]) {
        if (!log.includes(line)) throw new Error(`The job ${job} did not go as expected; its log lacks: ${line}`);
      }
      // Neither here nor anywhere else: it is masked in what the action prints, too.
      if (/sk_live_[0-9a-f]{4}/.test(log)) throw new Error(`The log of the job ${job} shows a token`);
      console.log(`As expected: ${job}\n`);
    }
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
});

async function run(act: string, job: string, temp: string): Promise<string> {
  // Else it would read the .env and the .secrets of this folder, with real keys perhaps.
  const none = join(temp, 'none');
  writeFileSync(none, '');
  const args = [
    ...['push', '--workflows', workflow, '--job', job, '--matrix', 'os:ubuntu-latest'],
    ...['--platform', 'ubuntu-latest=-self-hosted', '--rm', '--no-cache-server'],
    ...['--action-cache-path', join(temp, 'cache'), '--env', `PROJECT=${resolve('.')}`],
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
