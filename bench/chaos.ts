// Runs the built step and post step again and again, with everything going wrong that can, and looks each time whether
// what must hold does: no token left, no secret shown, no hang, no success without a token.
import type { ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { inspect, parseArgs } from 'node:util';
import type { Operation, SandboxToken } from '../sandbox/etoro.ts';
import type { Fault } from '../sandbox/faults.ts';
import { startJob, type StepResult } from '../sandbox/runner.ts';
import { SANDBOX_PORTFOLIO_ID, startSandbox } from '../sandbox/server.ts';
import { FAULTY_POST_CALLS, planRun, type Plan } from './chaos-plan.ts';
import { leakFinder } from './leaks.ts';
import { table } from './numbers.ts';
import { seedsOfRuns } from './random.ts';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    parallel: { type: 'string', default: '40' },
    only: { type: 'string' },
  },
});

/** By how much a step may outlive its `timeout`, and how long the post step may take, in milliseconds. */
const LONGEST_OVERTIME = 5000;
const LONGEST_POST = 155_000;
/** How long a step may go on that is told to stop: this machine has other things to do. */
const LONGEST_STOPPING = 3000;
/** How long after another the parallel runs begin, in milliseconds. */
const STAGGER = 150;

type Ending = 'success' | 'failed' | 'stopped' | 'killed';

interface Report {
  readonly seed: string;
  readonly ending: Ending;
  readonly violations: readonly string[];
  readonly faults: readonly string[];
  readonly tokensMade: number;
  readonly tokensKept: number;
  readonly postWarnings: number;
  /** What the run was and what it printed. */
  readonly log: string;
}

/** One job with its own sandbox, from its seed. */
async function play(seed: string, actionRoot: string): Promise<Report> {
  const plan = planRun(seed);
  const met: string[] = [];
  let phase: 'step' | 'post' = 'step';
  let postCalls = 0;
  /** When the last call is acted on that the server takes its time for. */
  let lastAct = 0;
  let onCall: (operation: Operation, n: number) => void = () => undefined;
  const queues = {
    step: new Map(Object.entries(plan.faults.step)),
    post: new Map(Object.entries(plan.faults.post)),
  };
  const taken = new Map<string, number>();

  const fault = (operation: Operation, { n }: { n: number }): Fault | undefined => {
    onCall(operation, n);
    if (phase === 'post' && ++postCalls > FAULTY_POST_CALLS) return undefined;
    const at = taken.get(phase + operation) ?? 0;
    taken.set(phase + operation, at + 1);
    const planned = queues[phase].get(operation)?.[at];
    if (!planned) return undefined;
    met.push(planned.kind);
    lastAct = Math.max(lastAct, Date.now() + (planned.fault.delayBeforeMs ?? 0));
    return planned.fault;
  };

  const sandbox = await startSandbox({
    ...plan,
    fault,
    now: () => Date.now() + plan.clockErrorMs,
  });
  const foreign = plan.foreignTokens.map((token) => sandbox.addToken(token));
  const home = mkdtempSync(join(tmpdir(), 'chaos-'));
  // Three names of the one place that the sandbox has for this.
  const { port } = new URL(sandbox.url);
  const services = ['127.0.0.1', 'localhost'].map((host) => `http://${host}:${port}/ip`);
  services.push(`${sandbox.url}/ip?`);
  const job = startJob({
    actionRoot,
    debug: plan.debug,
    env: { HOME: home, TMPDIR: home },
    inputs: {
      ...plan.inputs,
      'api-key': plan.apiKey,
      'user-key': plan.userKey,
      'portfolio-id': SANDBOX_PORTFOLIO_ID,
      'api-url': sandbox.url,
      'ip-services': services.join(' '),
    },
  });
  const violations: string[] = [];
  try {
    const stopping = stopperOf(plan);
    onCall = stopping.onCall;
    const step = await job
      .step({ guardMs: plan.timeoutMs + LONGEST_OVERTIME, onSpawn: stopping.onSpawn })
      .catch((error: unknown) => {
        violations.push(`the step hangs: ${String(error)}`);
        return undefined;
      });
    const stoppedAfter = stopping.end();
    if (stoppedAfter !== undefined && stoppedAfter > LONGEST_STOPPING) {
      violations.push(
        `the step went on for ${stoppedAfter.toFixed()} ms after it was told to stop`,
      );
    }
    const ending = step ? endingOf(step, stopping.sent()) : 'failed';
    if (step) violations.push(...checkStep(step, ending, sandbox.tokens(), plan));

    phase = 'post';
    const post = await job.post({ guardMs: LONGEST_POST }).catch((error: unknown) => {
      violations.push(`the post step hangs: ${String(error)}`);
      return undefined;
    });
    if (post) violations.push(...checkPost(post, plan));

    // A slow server may be at work still.
    await sleep(Math.max(0, lastAct - Date.now()) + 20);
    const kept = sandbox.tokens().filter(({ id }) => !foreign.some((token) => token.id === id));
    violations.push(...checkTokens(kept, step, ending, plan));
    const full = sandbox.requests.some(
      ({ operation, status }) => operation.startsWith('create') && status === 429,
    );
    violations.push(...checkForeign(foreign, sandbox.tokens(), full, plan));

    const findLeak = leakFinder([plan.apiKey, plan.userKey, ...sandbox.issuedSecrets]);
    for (const [place, text] of [
      ...printed('step', step),
      ...printed('post', post),
      ...filesBelow(dirname(job.temp)),
      ...filesBelow(home),
    ]) {
      const leak = findLeak(text);
      if (leak !== undefined) violations.push(`a secret is in ${place}: ${leak}`);
    }
    return {
      seed,
      ending,
      violations,
      faults: met,
      tokensMade: sandbox.issuedSecrets.length - foreign.length,
      tokensKept: kept.length,
      postWarnings: post?.commands.filter(({ name }) => name === 'warning').length ?? 0,
      log: [
        inspect(plan, { depth: 9, maxStringLength: 200 }),
        ...sandbox.requests.map(
          ({ at, method, path, status }) =>
            `${new Date(at).toISOString()} ${method} ${path} ${String(status ?? 'no answer')}`,
        ),
        ...printed('step', step).map(([place, text]) => `--- ${place}\n${text}`),
        ...printed('post', post).map(([place, text]) => `--- ${place}\n${text}`),
        ...(step ? [`--- state\n${step.stateFileRaw}`] : []),
      ].join('\n'),
    };
  } finally {
    job.close();
    await sandbox.close();
    rmSync(home, { recursive: true, force: true });
  }
}

/** Sends the planned signal when its moment comes. */
function stopperOf({ stop }: Plan) {
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let sentAt: number | undefined;
  const arm = () => {
    if (!stop || timer) return;
    timer = setTimeout(() => {
      if (child?.exitCode === null && child.signalCode === null && child.kill(stop.signal)) {
        sentAt = performance.now();
      }
    }, stop.afterMs);
  };
  return {
    onSpawn: (started: ChildProcess) => {
      child = started;
      if (stop?.since === 'spawn') arm();
      if (stop?.since === 'output') started.stdout?.once('data', arm);
    },
    onCall: (operation: Operation, n: number) => {
      if (typeof stop?.since !== 'object') return;
      if (stop.since.operation === operation && stop.since.n === n) arm();
    },
    /** The signal that was sent, if any. */
    sent: () => (sentAt === undefined ? undefined : stop?.signal),
    /** The step has ended. @returns how many milliseconds it went on after the signal */
    end: () => {
      clearTimeout(timer);
      return sentAt === undefined ? undefined : performance.now() - sentAt;
    },
  };
}

function endingOf({ exitCode }: StepResult, sent: NodeJS.Signals | undefined): Ending {
  if (exitCode === 0) return 'success';
  if (sent === undefined) return 'failed';
  return sent === 'SIGKILL' ? 'killed' : 'stopped';
}

function checkStep(
  step: StepResult,
  ending: Ending,
  tokens: readonly SandboxToken[],
  plan: Plan,
): string[] {
  const { exitCode, signal, outputs, masks } = step;
  const violations = checkOutput('step', step, plan);
  const errors = step.commands.filter(({ name }) => name === 'error').length;
  const token = tokens.find(({ secret }) => secret === outputs['token']);
  if (exitCode === 0) {
    if (outputs['token'] === undefined) violations.push('the step succeeded without a token');
    else if (!token) violations.push('the step succeeded with a token that is not there');
    if (errors > 0) violations.push('the step succeeded with an error');
  } else if (exitCode !== null) {
    if (exitCode !== 1) violations.push(`the step ended with exit code ${exitCode}`);
    if (errors !== 1) violations.push(`the step failed with ${errors} errors`);
    if (ending === 'failed' && outputs['token'] !== undefined) {
      violations.push('the step failed and handed out a token');
    }
  } else if (ending === 'failed') {
    violations.push(`the step died of ${String(signal)}`);
  }
  if (token && token.id !== outputs['token-id'] && exitCode === 0) {
    violations.push('the output token-id is not the one of the token');
  }
  if (outputs['token'] !== undefined && !masks.includes(outputs['token'])) {
    violations.push('the token was handed out without being masked');
  }
  return violations;
}

function checkPost(post: StepResult, plan: Plan): string[] {
  const violations = checkOutput('post step', post, plan);
  if (post.exitCode !== 0) {
    violations.push(`the post step ended with ${String(post.exitCode ?? post.signal)}`);
  }
  if (post.commands.some(({ name }) => name === 'error')) {
    violations.push('the post step printed an error');
  }
  return violations;
}

/** What must not be in the output of either step. */
function checkOutput(place: string, { stdout, stderr }: StepResult, plan: Plan): string[] {
  const violations: string[] = [];
  if (!plan.debug && /^\s+at .+:\d+:\d+\)?$/m.test(stdout + stderr)) {
    violations.push(`the ${place} printed a stack trace`);
  }
  if (stderr !== '') violations.push(`the ${place} printed to stderr`);
  return violations;
}

function checkTokens(
  kept: readonly SandboxToken[],
  step: StepResult | undefined,
  ending: Ending,
  { inputs }: Plan,
): string[] {
  const handedOut = step?.outputs['token-id'];
  const isKept = inputs['revoke'] === 'false' && handedOut !== undefined;
  const orphans = kept.filter(({ id }) => !(isKept && id === handedOut));
  const violations = orphans.map(({ name }) => `the token ${name} is left`);
  if (isKept && ending === 'success' && kept.length === 0) {
    violations.push('the token was revoked although revoke is false');
  }
  return violations;
}

function checkForeign(
  foreign: readonly SandboxToken[],
  tokens: readonly SandboxToken[],
  full: boolean,
  { clockErrorMs }: Plan,
): string[] {
  const now = Date.now() + clockErrorMs;
  return foreign
    .filter(({ id }) => !tokens.some((token) => token.id === id))
    .filter(({ name, expiresAt }) => {
      const isExpired = expiresAt !== undefined && Date.parse(expiresAt) < now;
      return !(full && isExpired && name.startsWith('gha-'));
    })
    .map(({ name }) => `the foreign token ${name} is gone`);
}

/** What a step printed, but for the one command that has to show secrets. */
function printed(place: string, result: StepResult | undefined): [place: string, text: string][] {
  if (!result) return [];
  const lines = result.stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  return [
    [`${place}'s stdout`, lines.join('\n')],
    [`${place}'s stderr`, result.stderr],
  ];
}

/** All files that a job left, but for the runner's own for outputs and environment, where the token belongs. */
function filesBelow(folder: string): [place: string, text: string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^set_(?:output|env)_/.test(entry.name))
    .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'utf8')]);
}

/** Builds may come and go meanwhile. */
function copyAction(): string {
  const folder = mkdtempSync(join(tmpdir(), 'chaos-action-'));
  mkdirSync(join(folder, 'dist'));
  for (const name of ['action.yml', 'dist']) {
    cpSync(fileURLToPath(new URL(`../${name}`, import.meta.url)), join(folder, name), {
      recursive: true,
    });
  }
  return folder;
}

async function playAll(seeds: readonly string[], parallel: number): Promise<Report[]> {
  const actionRoot = copyAction();
  const reports: Report[] = [];
  const waiting = [...seeds];
  const worker = async (_: unknown, index: number) => {
    // All at once, they would have so little of the processor each that calls time out, and nothing else happens.
    await sleep(index * STAGGER);
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      const report = await play(seed, actionRoot);
      reports.push(report);
      if (report.violations.length > 0 || options.only !== undefined) tellOf(report);
      if (reports.length % 100 === 0) console.log(`${reports.length} of ${seeds.length} runs`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, seeds.length) }, worker));
  rmSync(actionRoot, { recursive: true });
  return reports;
}

function tellOf({ seed, violations, log }: Report): void {
  console.log(`\n=== run ${seed}; to repeat it: npm run chaos -- --only ${seed}`);
  for (const violation of violations) console.log(`VIOLATION: ${violation}`);
  console.log(`${log}\n=== end of run ${seed}\n`);
}

function counted(names: readonly string[]): [name: string, count: number][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([one], [other]) => one.localeCompare(other));
}

const start = performance.now();
const seeds =
  options.only === undefined
    ? seedsOfRuns(Number(options.seed), Number(options.runs))
    : [options.only];
const reports = await playAll(seeds, Number(options.parallel));

const sum = (value: (report: Report) => number) =>
  reports.reduce((total, report) => total + value(report), 0);
const failed = reports.filter(({ violations }) => violations.length > 0).length;
console.log(table(['fault', 'times'], counted(reports.flatMap(({ faults }) => faults))));
console.log(
  table(
    ['', 'count'],
    [
      ['runs', reports.length],
      ...counted(reports.map(({ ending }) => `  ${ending}`)),
      ['faults', sum(({ faults }) => faults.length)],
      ['tokens made', sum(({ tokensMade }) => tokensMade)],
      ['tokens revoked', sum(({ tokensMade, tokensKept }) => tokensMade - tokensKept)],
      ['tokens kept, as revoke: false asks', sum(({ tokensKept }) => tokensKept)],
      ['warnings of the post step', sum(({ postWarnings }) => postWarnings)],
      ['violations', sum(({ violations }) => violations.length)],
      ['seconds', Math.round((performance.now() - start) / 1000)],
    ],
  ),
);
console.log(`${reports.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
