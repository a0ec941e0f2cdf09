import console from 'node:console';
import { spawn } from 'node:child_process';
import { appendFileSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { URL, fileURLToPath } from 'node:url';

const { INPUT_PORT, RUNNER_TEMP, GITHUB_OUTPUT, GITHUB_STATE } = process.env;
const logFile = join(RUNNER_TEMP, 'sandbox.log');
const log = openSync(logFile, 'w');
const program = fileURLToPath(new URL('../../../sandbox/main.ts', import.meta.url));
// It is detached and has no pipe to this step, so that it outlives the step.
const sandbox = spawn(process.execPath, [program, '--port', INPUT_PORT], {
  detached: true,
  stdio: ['ignore', log, log],
});
appendFileSync(GITHUB_STATE, `pid=${sandbox.pid}\n`);

/** The lines that it prints when it is ready: `api-key: …` and so on. */
const ready = /^([a-z-]+): +(\S+)\r?$/gm;
const values = () =>
  Object.fromEntries([...readFileSync(logFile, 'utf8').matchAll(ready)].map(([, name, value]) => [name, value]));

for (let tries = 0; values()['ip-services'] === undefined; tries++) {
  if (tries === 150 || sandbox.exitCode !== null) {
    console.log(readFileSync(logFile, 'utf8'));
    console.log('::error::The sandbox did not start.');
    process.exit(1);
  }
  await sleep(200);
}
for (const [name, value] of Object.entries(values())) {
  console.log(`${name}: ${value}`);
  appendFileSync(GITHUB_OUTPUT, `${name}=${value}\n`);
  appendFileSync(GITHUB_STATE, `${name}=${value}\n`);
}
sandbox.unref();
