// Runs the built step and post step again and again while things go wrong, and checks each time what must hold: no token
// left, no secret shown, no hang, no success without a token.
import type { ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { inspect, parseArgs } from 'node:util';
import type { Operation } from '../sandbox/etoro.ts';
import type { Fault, FaultyRequest } from '../sandbox/faults.ts';
import { startGitHub } from '../sandbox/github.ts';
import { startJob, type StepResult } from '../sandbox/runner.ts';
import { SANDBOX_PORTFOLIO_ID, startSandbox, type Sandbox } from '../sandbox/server.ts';
import { violationsOf, type StepEnding } from './chaos-checks.ts';
import { FAULTY_POST_CALLS, planRun, type Ending, type Plan, type PlannedFault } from './chaos-plan.ts';
import { integer, readCommandLine } from './command-line.ts';
import { leakFinder } from './leaks.ts';
import { table } from './numbers.ts';
import { seedsOfRuns } from './random.ts';

const options = readCommandLine(
  `Usage: npm run chaos -- [options]

Runs the step and the post step in dist/ again and again against a local eToro where anything may go wrong: lost answers,
errors, slow servers, rate limits, signals, dead runners. Checks each time that no token is left, no secret is shown, nothing
hangs, and no step succeeds without a token. Exits with 1 where something of this does not hold.

  --runs N        how many jobs to run (1000)
  --seed N        the seed of all that is random; the same seed plans the same runs (1)
  --parallel N    how many jobs to run at once (40)
  --only RUN      repeat this one run, which an earlier one has named: eight hexadecimal digits
  --help          print this

Example: npm run chaos -- --runs 40 --seed 1`,
  () => {
    const { values } = parseArgs({
      options: {
        runs: { type: 'string', default: '1000' },
        seed: { type: 'string', default: '1' },
        parallel: { type: 'string', default: '40' },
        only: { type: 'string' },
      },
    });
    if (values.only !== undefined && !/^[0-9a-f]{8}$/.test(values.only)) {
      throw new Error(`--only takes eight hexadecimal digits, not '${values.only}'`);
    }
    const parallel = integer('parallel', values.parallel);
    if (parallel === 0) throw new Error('--parallel takes at least 1');
    return {
      only: values.only,
      runs: integer('runs', values.runs),
      seed: integer('seed', values.seed),
      parallel,
    };
  },
);

/** By how much a step may outlive its `timeout`, cleaning up, and how long the post step may take, in milliseconds. */
const LONGEST_OVERTIME = 7000;
const LONGEST_POST = 165_000;
/** The `timeout` of the action `revoke`, in milliseconds. */
const REVOKE_TIMEOUT = 120_000;
/** What `run: finished` asks GitHub with. */
const GITHUB_TOKEN = 'ghs_4f1d8a26c07be93557d2a84e6b9013cf55d0';
/** How long a step may go on after SIGINT or SIGTERM, in milliseconds: the runner waits so long before its next signal. */
const LONGEST_STOPPING = 7500;
/** The time between the starts of two parallel runs, in milliseconds. */
const STAGGER = 150;

interface Report {
  readonly seed: string;
  readonly ending: StepEnding;
  readonly violations: readonly string[];
  readonly faults: readonly string[];
  readonly tokensMade: number;
  readonly tokensKept: number;
  readonly postWarnings: number;
  /** The most tokens of the job that were there at once. */
  readonly peak: number;
  /** What the action `revoke` was asked for, if it ran. */
  readonly sweep: Plan['sweep'] | undefined;
  /** What really followed the step. */
  readonly wayOut: Ending;
  /** What the run was and what it printed. */
  readonly log: string;
}

/** Plays one job against its own sandbox, as its seed plans it. */
async function play(seed: string, actionRoot: string): Promise<Report> {
  const plan = planRun(seed);
  const met: string[] = [];
  let phase: 'step' | 'post' = 'step';
  let postCalls = 0;
  /** When the server has acted on all calls that it delays, in milliseconds since 1970. */
  let lastAct = 0;
  let onCall: (operation: Operation, n: number) => void = () => undefined;
  const queues = {
    step: new Map(Object.entries(plan.faults.step)),
    post: new Map(Object.entries(plan.faults.post)),
  };
  const taken = new Map<string, number>();
  const wider = new Set<string>();
  const falselyGone = new Set<string>();
  const askedExpiry = new Map<string, string>();
  let peak = 0;

  const fault = (operation: Operation, request: FaultyRequest): Fault | undefined => {
    const planned = plannedFault(operation, request);
    countTokens();
    if (operation.startsWith('create')) {
      const { userTokenName: name, expiresAt } = textsOf(request.body);
      if (name !== undefined && expiresAt !== undefined) askedExpiry.set(name, expiresAt);
    }
    if (operation === 'deleteUserToken') {
      const id = request.path.replace(/^.*\//, '');
      if (planned?.claimsGone === true) falselyGone.add(id);
      else falselyGone.delete(id);
    }
    const { grant } = planned?.fault ?? {};
    if (!grant) return planned?.fault;
    return {
      ...planned?.fault,
      grant: (asked) => {
        wider.add(asked.name);
        return grant(asked);
      },
    };
  };

  const plannedFault = (operation: Operation, { n }: FaultyRequest): PlannedFault | undefined => {
    onCall(operation, n);
    if (phase === 'post' && ++postCalls > FAULTY_POST_CALLS) return undefined;
    const at = taken.get(phase + operation) ?? 0;
    taken.set(phase + operation, at + 1);
    const planned = queues[phase].get(operation)?.[at];
    if (!planned) return undefined;
    met.push(planned.kind);
    lastAct = Math.max(lastAct, Date.now() + (planned.fault.delayBeforeMs ?? 0));
    return planned;
  };

  const sandbox = await startSandbox({
    ...plan,
    fault,
    now: () => Date.now() + plan.clockErrorMs,
  });
  const github = await startGitHub({
    token: GITHUB_TOKEN,
    runs: () => [
      { id: 1234567890, status: plan.sweep, run_attempt: 2 },
      { id: 12345678901, status: 'in_progress', run_attempt: 1 },
    ],
  });
  const foreign = plan.foreignTokens.map((token) => sandbox.addToken(token));
  /** Only a revoke makes tokens fewer. This runs before each call acts, so it misses no peak. */
  const countTokens = () => {
    const own = sandbox.tokens().filter(({ id }) => !foreign.some((token) => token.id === id));
    peak = Math.max(peak, own.length);
  };
  const home = mkdtempSync(join(tmpdir(), 'chaos-'));
  // The sandbox has one place for this. These are three names of it.
  const { port } = new URL(sandbox.url);
  const services = ['127.0.0.1', 'localhost'].map((host) => `http://${host}:${port}/ip`);
  services.push(`${sandbox.url}/ip?`);
  const env = { HOME: home, TMPDIR: home };
  const keys = {
    'api-key': plan.apiKey,
    'user-key': plan.userKey,
    'portfolio-id': SANDBOX_PORTFOLIO_ID,
    'api-url': sandbox.url,
  };
  const { debug } = plan;
  const job = startJob({
    actionRoot,
    debug,
    env,
    inputs: { ...plan.inputs, ...keys, 'ip-services': services.join(' ') },
  });
  /** The job that cleans up where no post step could. */
  const sweep = plan.sweep === 'this' ? { run: 'this' } : { run: 'finished', 'github-token': GITHUB_TOKEN };
  const laterJob = startJob({
    actionRoot,
    action: 'revoke',
    debug,
    env: { ...env, GITHUB_API_URL: github.url, ...(plan.sweep !== 'this' && { GITHUB_RUN_ID: '12345678902' }) },
    inputs: { ...keys, ...sweep, timeout: `${REVOKE_TIMEOUT / 1000}s` },
  });
  const violations: string[] = [];
  try {
    const stopping = stopperOf(plan);
    onCall = stopping.onCall;
    const step = await job
      .step({
        guardMs: plan.timeoutMs + LONGEST_OVERTIME,
        onSpawn: stopping.onSpawn,
        ...(plan.ending === 'lives on' && { livesOnWhen: stopping.isGivenUp }),
      })
      .catch((error: unknown) => {
        violations.push(`the step hangs: ${String(error)}`);
        return undefined;
      });
    const stoppedAfter = stopping.end();
    if (stopping.sent() !== 'SIGKILL' && stoppedAfter !== undefined && stoppedAfter > LONGEST_STOPPING) {
      violations.push(`the step went on for ${stoppedAfter.toFixed()} ms after it was told to stop`);
    }
    const ending = stopping.isGivenUp() ? 'given up' : step ? endingOf(step, stopping.sent()) : 'failed';
    const couldCleanUp = ending === 'failed' || ending === 'stopped';
    const losesState = plan.ending === 'lost state' && couldCleanUp;
    const isOnItsOwn = plan.ending === 'no post' || losesState;
    const lastLook = lastCall(sandbox.requests, 'listAgentPortfolios');
    const tokensAfterStep = sandbox.tokens();
    countTokens();

    phase = 'post';
    const cleanUp = async (name: string, ends: Promise<StepResult>) => {
      try {
        return await ends;
      } catch (error) {
        violations.push(`the ${name} hangs: ${String(error)}`);
        return undefined;
      }
    };
    // A slow server may still be working.
    const serverIsDone = () => sleep(Math.max(0, lastAct - Date.now()) + 20);
    let post: StepResult | undefined;
    let revoke: StepResult | undefined;
    if (plan.ending !== 'no post') {
      post = await cleanUp('post step', job.post({ guardMs: LONGEST_POST, losesState }));
      if (!stopping.hasEnded()) violations.push('the step goes on after the post step');
    }
    if (isOnItsOwn) {
      await serverIsDone();
      const guardMs = REVOKE_TIMEOUT + LONGEST_OVERTIME;
      revoke = await cleanUp('action revoke', laterJob.step({ guardMs }));
    }
    await serverIsDone();
    countTokens();

    const tokens = sandbox.tokens();
    const kept = tokens.filter(({ id }) => !foreign.some((token) => token.id === id));
    const wasFull = sandbox.requests.some(({ operation, status }) => operation.startsWith('create') && status === 429);
    violations.push(
      ...violationsOf({
        ...{ plan, step, ending, post, revoke, foreign, tokensAfterStep, tokens },
        leftBefore: isOnItsOwn && couldCleanUp ? lastLook : undefined,
        ...{ peak, wider, falselyGone, askedExpiry, wasFull },
      }),
    );

    const findLeak = leakFinder([plan.apiKey, plan.userKey, GITHUB_TOKEN, ...sandbox.issuedSecrets]);
    for (const [place, text] of [
      ...printed('step', step),
      ...printed('post', post),
      ...printed('revoke', revoke),
      ...filesBelow(dirname(job.temp)),
      ...filesBelow(dirname(laterJob.temp)),
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
      peak,
      sweep: revoke && plan.sweep,
      wayOut: losesState
        ? 'lost state'
        : ending === 'given up'
          ? 'lives on'
          : plan.ending === 'no post'
            ? 'no post'
            : 'post',
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
        ...[...printed('post', post), ...printed('revoke', revoke)].map(([place, text]) => `--- ${place}\n${text}`),
        ...(step ? [`--- state\n${step.stateFileRaw}`] : []),
      ].join('\n'),
    };
  } finally {
    job.close();
    laterJob.close();
    await sandbox.close();
    await github.close();
    rmSync(home, { recursive: true, force: true });
  }
}

/** Sends the planned signal when its moment comes. */
function stopperOf({ stop, ending }: Plan) {
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let sentAt: number | undefined;
  let isGivenUp = false;
  const arm = () => {
    if (!stop || timer) return;
    timer = setTimeout(() => {
      if (ending === 'lives on') {
        isGivenUp = child?.exitCode === null;
        return;
      }
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
    /** Whether the runner has left the step to itself. */
    isGivenUp: () => isGivenUp,
    hasEnded: () => child?.exitCode !== null || child.signalCode !== null,
    /** The signal that was sent, if any. */
    sent: () => (sentAt === undefined ? undefined : stop?.signal),
    /** The step has ended. @returns how many milliseconds it went on after the signal */
    end: () => {
      clearTimeout(timer);
      return sentAt === undefined ? undefined : performance.now() - sentAt;
    },
  };
}

/** When an operation was last asked for, in milliseconds since 1970. */
function lastCall(requests: Sandbox['requests'], operation: Operation): number {
  return requests.findLast((request) => request.operation === operation)?.at ?? Infinity;
}

function endingOf({ exitCode }: StepResult, sent: NodeJS.Signals | undefined): StepEnding {
  if (exitCode === 0) return 'success';
  if (sent === undefined) return 'failed';
  return sent === 'SIGKILL' ? 'killed' : 'stopped';
}

/** The values of a JSON object that are texts. */
function textsOf(body: unknown): Partial<Record<string, string>> {
  const entries = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** What a step printed, without the one command that has to show secrets. */
function printed(place: string, result: StepResult | undefined): [place: string, text: string][] {
  if (!result) return [];
  const lines = result.stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  return [
    [`${place}'s stdout`, lines.join('\n')],
    [`${place}'s stderr`, result.stderr],
  ];
}

/** All files that a job left, except the runner's own for outputs and environment, where the token belongs. */
function filesBelow(folder: string): [place: string, text: string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^set_(?:output|env)_/.test(entry.name))
    .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'utf8')]);
}

/** Copies the action, so that a build at the same time changes nothing. */
function copyAction(): string {
  const folder = mkdtempSync(join(tmpdir(), 'chaos-action-'));
  for (const name of ['action.yml', 'dist', 'revoke']) {
    const source = fileURLToPath(new URL(`../${name}`, import.meta.url));
    if (existsSync(source)) cpSync(source, join(folder, name), { recursive: true });
  }
  return folder;
}

async function playAll(seeds: readonly string[], parallel: number): Promise<Report[]> {
  const actionRoot = copyAction();
  const reports: Report[] = [];
  const waiting = [...seeds];
  const worker = async (_: unknown, index: number) => {
    // If all start at once, each has so little of the processor that calls time out and nothing else happens.
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
const seeds = options.only === undefined ? seedsOfRuns(options.seed, options.runs) : [options.only];
const reports = await playAll(seeds, options.parallel);

const sum = (value: (report: Report) => number) => reports.reduce((total, report) => total + value(report), 0);
const failed = reports.filter(({ violations }) => violations.length > 0).length;
console.log(table(['fault', 'times'], counted(reports.flatMap(({ faults }) => faults))));
console.log(
  table(
    ['', 'count'],
    [
      ['runs', reports.length],
      ...counted(reports.map(({ ending }) => `  ${ending}`)),
      ...counted(reports.map(({ wayOut }) => `  then: ${wayOut}`)),
      ...counted(reports.flatMap(({ sweep }) => (sweep ? [`  then: the action revoke, ${sweep}`] : []))),
      ['faults', sum(({ faults }) => faults.length)],
      ['tokens made', sum(({ tokensMade }) => tokensMade)],
      ['most tokens of a job at once', Math.max(...reports.map(({ peak }) => peak))],
      ['tokens revoked', sum(({ tokensMade, tokensKept }) => tokensMade - tokensKept)],
      ['tokens left, most of them as revoke: false asks', sum(({ tokensKept }) => tokensKept)],
      ['warnings of the post step', sum(({ postWarnings }) => postWarnings)],
      ['violations', sum(({ violations }) => violations.length)],
      ['seconds', Math.round((performance.now() - start) / 1000)],
    ],
  ),
);
console.log(`${reports.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
