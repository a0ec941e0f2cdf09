import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { parseKeyValues, parsePaths } from './runner-files.ts';
import { startLog, startMasker, type StepLog, type WorkflowCommand } from './runner-log.ts';

export interface JobOptions {
  /** The step's `with:`. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The job's `env:`, and whatever else the runner's machine shall have set. */
  readonly env?: Readonly<Record<string, string>>;
  /** The folder with the `action.yml`; this repository, unless told. */
  readonly actionRoot?: string;
  /** Debug logging, as when somebody has a job run again with it. */
  readonly debug?: boolean;
  /** What the workflow takes from `secrets`: the runner masks it before any step prints. */
  readonly secrets?: readonly string[];
}

/** How a step is run, and how it ends before its time. */
export interface StepOptions {
  /** Sends `signal` so many milliseconds after the process was started. */
  readonly signalAfterMs?: number;
  /** `SIGKILL`, unless told. */
  readonly signal?: NodeJS.Signals;
  /** Cancels the job as the runner does: SIGINT, after 7.5 s SIGTERM, after 2.5 s more SIGKILL. */
  readonly cancelAfterMs?: number;
  readonly onSpawn?: (child: ChildProcess) => void;
  /** A step that takes longer is killed, and the promise rejects. 120 s, unless told. */
  readonly guardMs?: number;
}

export interface StepResult {
  /** Nothing when a signal ended the process. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly durationMs: number;
  /** As printed, masks and all. */
  readonly stdout: string;
  readonly stderr: string;
  /** As a user reads it: masked, and without what only the runner needs. */
  readonly log: string;
  readonly commands: readonly WorkflowCommand[];
  readonly masks: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  /** What the step set in the environment of later ones. */
  readonly env: Readonly<Record<string, string>>;
  /** As a user reads it: masked. */
  readonly summary: string;
  readonly summaryRaw: string;
  readonly outputFileRaw: string;
  readonly stateFileRaw: string;
  readonly envFileRaw: string;
}

/** A job on a runner of its own: with a temporary folder, an environment, and secrets to hide. */
export interface Job {
  /** Runs the action. */
  step(options?: StepOptions): Promise<StepResult>;
  /** Runs the action's post step, with the same inputs and what the step left as state. */
  post(options?: StepOptions): Promise<StepResult>;
  /** Runs another step, `node` with these arguments. */
  run(
    args: readonly string[],
    options?: StepOptions & { readonly env?: Readonly<Record<string, string>> },
  ): Promise<StepResult>;
  /** Whatever the job has masked until now is hidden in the text. */
  mask(text: string): string;
  /** The folder behind `RUNNER_TEMP`. */
  readonly temp: string;
  /** Removes what the job left on disk. */
  close(): void;
}

const repositoryRoot = fileURLToPath(new URL('..', import.meta.url));

/** Starts a job that plays the GitHub Actions runner for the built action. */
export function startJob(options: JobOptions): Job {
  const { inputs, env: jobEnv = {}, actionRoot = repositoryRoot, debug = false } = options;
  const action = readAction(join(actionRoot, 'action.yml'));
  const folder = mkdtempSync(join(tmpdir(), 'runner-'));
  const temp = join(folder, 'temp');
  const workspace = join(folder, 'workspace');
  const eventPath = join(folder, 'event.json');
  mkdirSync(temp);
  mkdirSync(workspace);
  writeFileSync(eventPath, '{}');

  const masker = startMasker();
  for (const secret of options.secrets ?? []) masker.add(secret);
  // What steps leave to later ones.
  const state: Record<string, string> = {};
  const exported: Record<string, string> = {};
  const paths: string[] = [];

  async function execute(
    args: readonly string[],
    stepEnv: Readonly<Record<string, string>>,
    stepOptions: StepOptions,
    warning?: string,
  ): Promise<StepResult> {
    const files = createFileCommands(folder);
    const log = startLog(masker, debug);
    if (warning !== undefined) log.write('stdout', `::warning::${warning}\n`);
    const env = {
      ...machineEnvironment(),
      ...runnerEnvironment,
      GITHUB_EVENT_PATH: eventPath,
      GITHUB_WORKSPACE: workspace,
      RUNNER_TEMP: temp,
      RUNNER_TOOL_CACHE: temp,
      ...(debug && { RUNNER_DEBUG: '1' }),
      ...jobEnv,
      ...exported,
      ...stepEnv,
      ...files.env,
    };
    const path = [...paths, env.PATH].join(delimiter);
    const ended = await runNode(args, { ...env, PATH: path }, workspace, log, stepOptions);

    const raw = files.read();
    const newEnv = parseKeyValues(raw.env);
    if (Object.hasOwn(newEnv, 'NODE_OPTIONS')) {
      throw new Error("Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.");
    }
    Object.assign(exported, newEnv);
    paths.unshift(...parsePaths(raw.path).reverse());
    return {
      ...ended,
      log: log.text(),
      commands: log.commands,
      masks: log.masks,
      outputs: parseKeyValues(raw.output),
      state: parseKeyValues(raw.state),
      env: newEnv,
      summary: masker.mask(raw.summary),
      summaryRaw: raw.summary,
      outputFileRaw: raw.output,
      stateFileRaw: raw.state,
      envFileRaw: raw.env,
    };
  }

  /** What the two steps of the action get: the inputs, and for the post step, the state. */
  async function executeAction(
    entry: string,
    stepOptions: StepOptions,
    warning?: string,
  ): Promise<StepResult> {
    const given = { ...action.defaults, ...inputs };
    const result = await execute(
      [join(actionRoot, entry)],
      {
        ...renamed(given, (name) => `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`),
        ...renamed(state, (name) => `STATE_${name}`),
      },
      stepOptions,
      warning,
    );
    Object.assign(state, result.state);
    return result;
  }

  return {
    step: (stepOptions = {}) => {
      const names = Object.keys(action.defaults);
      const unknown = Object.keys(inputs).filter((name) => !names.includes(name));
      return executeAction(
        action.main,
        stepOptions,
        unknown.length === 0
          ? undefined
          : `Unexpected input(s) '${unknown.join("', '")}', valid inputs are ['${names.join("', '")}']`,
      );
    },
    post: (stepOptions = {}) => executeAction(action.post, stepOptions),
    run: (args, { env = {}, ...stepOptions } = {}) => execute(args, env, stepOptions),
    mask: (text) => masker.mask(text),
    temp,
    close: () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

interface Action {
  readonly main: string;
  readonly post: string;
  /** By the input's name. An input without a default comes as an empty text. */
  readonly defaults: Readonly<Record<string, string>>;
}

function readAction(path: string): Action {
  const { runs, inputs } = asRecord(load(readFileSync(path, 'utf8')));
  const { main, post } = asRecord(runs);
  if (typeof main !== 'string' || typeof post !== 'string') {
    throw new Error(`${path} names no main and post`);
  }
  const defaults = Object.entries(asRecord(inputs)).map(([name, input]) => {
    const { default: value = '' } = asRecord(input);
    if (typeof value === 'string') return [name, value] as const;
    throw new Error(`${path}: the default of ${name} is not a text`);
  });
  return { main, post, defaults: Object.fromEntries(defaults) };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function renamed(
  record: Readonly<Record<string, string>>,
  rename: (name: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [rename(name), value]));
}

const runnerEnvironment = {
  CI: 'true',
  GITHUB_ACTIONS: 'true',
  GITHUB_ACTION: 'etoro',
  GITHUB_ACTOR: 'octocat',
  GITHUB_API_URL: 'https://api.github.com',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
  GITHUB_JOB: 'trade',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_REF_NAME: 'main',
  GITHUB_REPOSITORY: 'octo-org/trading-bot',
  GITHUB_REPOSITORY_OWNER: 'octo-org',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_RUN_ID: '1234567890',
  GITHUB_RUN_NUMBER: '42',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_SHA: 'ffac537e6cbbf934b08745a378932722df287a53',
  GITHUB_WORKFLOW: 'Trade',
  RUNNER_ARCH: process.arch.toUpperCase(),
  RUNNER_ENVIRONMENT: 'github-hosted',
  RUNNER_NAME: 'sandbox',
  RUNNER_OS:
    process.platform === 'win32' ? 'Windows' : process.platform === 'darwin' ? 'macOS' : 'Linux',
};

/** The little of the machine's own environment without which no process runs, and what measures coverage. */
function machineEnvironment(): Record<string, string> & { PATH: string } {
  const names = ['SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'NODE_V8_COVERAGE'];
  const set = names.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { PATH: process.env['PATH'] ?? '', ...Object.fromEntries(set) };
}

/** Makes the files that a step writes its results to: new ones for each step, and empty, as the runner has them. */
function createFileCommands(folder: string) {
  const step = randomUUID();
  const path = (name: string) => join(folder, `${name}_${step}`);
  const env = {
    GITHUB_OUTPUT: path('set_output'),
    GITHUB_STATE: path('save_state'),
    GITHUB_ENV: path('set_env'),
    GITHUB_PATH: path('add_path'),
    GITHUB_STEP_SUMMARY: path('step_summary'),
  };
  for (const file of Object.values(env)) writeFileSync(file, '');
  return {
    env,
    read: () => ({
      output: readFileSync(env.GITHUB_OUTPUT, 'utf8'),
      state: readFileSync(env.GITHUB_STATE, 'utf8'),
      env: readFileSync(env.GITHUB_ENV, 'utf8'),
      path: readFileSync(env.GITHUB_PATH, 'utf8'),
      summary: readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8'),
    }),
  };
}

type Ended = Pick<StepResult, 'exitCode' | 'signal' | 'durationMs' | 'stdout' | 'stderr'>;

/** How long the runner leaves a cancelled step after each signal, in milliseconds. */
const SIGTERM_AFTER = 7500;
const SIGKILL_AFTER = SIGTERM_AFTER + 2500;

function runNode(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
  log: StepLog,
  { signalAfterMs, signal = 'SIGKILL', cancelAfterMs, onSpawn, guardMs = 120_000 }: StepOptions,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const printed = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        printed[stream] += text;
        log.write(stream, text);
      });
    }

    const timers: NodeJS.Timeout[] = [];
    const killAfter = (milliseconds: number, name: NodeJS.Signals) => {
      timers.push(setTimeout(() => child.kill(name), milliseconds));
    };
    let guarded = false;
    timers.push(
      setTimeout(() => {
        guarded = true;
        child.kill('SIGKILL');
      }, guardMs),
    );
    child.on('spawn', () => {
      if (signalAfterMs !== undefined) killAfter(signalAfterMs, signal);
      if (cancelAfterMs !== undefined) {
        killAfter(cancelAfterMs, 'SIGINT');
        killAfter(cancelAfterMs + SIGTERM_AFTER, 'SIGTERM');
        killAfter(cancelAfterMs + SIGKILL_AFTER, 'SIGKILL');
      }
      onSpawn?.(child);
    });
    child.on('error', (error) => {
      timers.forEach(clearTimeout);
      reject(error);
    });
    child.on('close', (exitCode, endSignal) => {
      timers.forEach(clearTimeout);
      log.end();
      const durationMs = performance.now() - start;
      if (guarded) {
        reject(new Error(`the step took longer than ${guardMs} ms:\n${log.text()}`));
      } else {
        resolve({ exitCode, signal: endSignal, durationMs, ...printed });
      }
    });
  });
}
