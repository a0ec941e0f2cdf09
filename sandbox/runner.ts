import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { parseKeyValues, parsePaths } from './runner-files.ts';
import { startLog, startMasker, type StepLog, type WorkflowCommand } from './runner-log.ts';
import { realTime, type Timekeeper } from './timekeeper.ts';

type Inputs = Readonly<Record<string, string>>;

export interface JobOptions {
  /** The step's `with:`. */
  readonly inputs: Inputs;
  /** The job's `env:` and the variables of the runner's machine. They override those of the runner, such as `GITHUB_RUN_ID`. */
  readonly env?: Readonly<Record<string, string>>;
  /** The folder of the action's repository. By default, this repository. */
  readonly actionRoot?: string;
  /** The folder with the `action.yml` in the repository. By default, the repository itself. */
  readonly action?: string;
  /** Debug logging, as when a user runs a job again with it. */
  readonly debug?: boolean;
  /** What the workflow takes from `secrets`: the runner masks it before any step prints. */
  readonly secrets?: readonly string[];
  /** The time that the steps live on. By default, the machine's. */
  readonly time?: Timekeeper;
}

/** A signal that a step gets once. */
interface StepSignal {
  readonly signal: NodeJS.Signals;
  /**
   * Called again and again with what the step has printed so far, until it is true. By default, it is true at once. On
   * virtual time, it is called whenever the step waits, before time moves on.
   */
  readonly when?: (stdout: string) => boolean;
  /** How long to wait after that, in milliseconds. */
  readonly afterMs?: number;
}

/** How a step runs, and what ends it early. */
export interface StepOptions {
  /** Signals, each sent once and only after the one before it. */
  readonly signals?: readonly StepSignal[];
  /**
   * When this is true of what the step has printed, the runner gives the step up and goes on with the job, as in a
   * container job that is cancelled. The step lives on until the job is closed; what it writes later is lost.
   */
  readonly livesOnWhen?: (stdout: string) => boolean;
  readonly onSpawn?: (child: ChildProcess) => void;
  /** The time that this step lives on. By default, that of the job. */
  readonly time?: Timekeeper;
  /** A step that takes longer is killed, and the promise rejects. By default, 120 s; real time in any case. */
  readonly guardMs?: number;
}

/** Cancels a job as the runner does: it sends SIGINT, after 7.5 s SIGTERM, after 2.5 s more SIGKILL. */
export function cancel(when: Pick<StepSignal, 'when' | 'afterMs'> = {}): readonly StepSignal[] {
  return [
    { ...when, signal: 'SIGINT' },
    { signal: 'SIGTERM', afterMs: 7500 },
    { signal: 'SIGKILL', afterMs: 2500 },
  ];
}

export interface StepResult {
  /** `null` when a signal ended the process. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** In the time that the step lives on. */
  readonly durationMs: number;
  /** As printed, with the secrets in it. */
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

/** A job on its own runner, with a temporary folder, an environment, and secrets to hide. */
export interface Job {
  /** The step's `with:`. */
  readonly inputs: Inputs;
  /** Runs the action. */
  step(options?: StepOptions): Promise<StepResult>;
  /**
   * Runs the action's post step with the state that the step left.
   *
   * @param options.inputs what `with:` gives to the post step, because the runner evaluates it again: the environment
   * may be another by then, and in a nested composite action the inputs are those of the outermost action. An input
   * that is absent has its default. If there are no `inputs`, the post step gets those of the step.
   * @param options.losesState whether the runner has lost the state, as Kubernetes hooks lose that of a step that fails
   */
  post(options?: StepOptions & { readonly inputs?: Inputs; readonly losesState?: boolean }): Promise<StepResult>;
  /** Runs another step, `node` with these arguments. */
  run(
    args: readonly string[],
    options?: StepOptions & { readonly env?: Readonly<Record<string, string>> },
  ): Promise<StepResult>;
  /** Hides what the job has masked so far. */
  mask(text: string): string;
  /** The folder behind `RUNNER_TEMP`. */
  readonly temp: string;
  /** Removes what the job left on disk. */
  close(): void;
}

const repositoryRoot = fileURLToPath(new URL('..', import.meta.url));

/** Starts a job that plays the GitHub Actions runner for the built action. */
export function startJob(options: JobOptions): Job {
  const { inputs, env: jobEnv = {}, actionRoot = repositoryRoot } = options;
  const { debug = false, time: jobTime = realTime } = options;
  const actionFolder = join(actionRoot, options.action ?? '');
  const action = readAction(join(actionFolder, 'action.yml'));
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
  const livingOn: ChildProcess[] = [];

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
    const ended = await runNode(args, { ...env, PATH: path }, workspace, log, {
      time: jobTime,
      ...stepOptions,
      onSpawn(child) {
        if (stepOptions.livesOnWhen) livingOn.push(child);
        stepOptions.onSpawn?.(child);
      },
    });

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

  /** Runs the step or the post step of the action. Both get inputs, and the post step gets the state. */
  async function executeAction(
    entry: string,
    given: Inputs,
    stepOptions: StepOptions,
    warning?: string,
  ): Promise<StepResult> {
    const result = await execute(
      [join(actionFolder, entry)],
      {
        ...renamed({ ...action.defaults, ...given }, (name) => `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`),
        ...renamed(state, (name) => `STATE_${name}`),
      },
      stepOptions,
      warning,
    );
    Object.assign(state, result.state);
    return result;
  }

  return {
    inputs,
    step: (stepOptions = {}) => {
      const names = Object.keys(action.defaults);
      const unknown = Object.keys(inputs).filter((name) => !names.includes(name));
      return executeAction(
        action.main,
        inputs,
        stepOptions,
        unknown.length === 0
          ? undefined
          : `Unexpected input(s) '${unknown.join("', '")}', valid inputs are ['${names.join("', '")}']`,
      );
    },
    post: async ({ inputs: postInputs = inputs, losesState = false, ...stepOptions } = {}) => {
      if (action.post === undefined) throw new Error(`${actionFolder} has no post step`);
      if (losesState) for (const name of Object.keys(state)) Reflect.deleteProperty(state, name);
      return executeAction(action.post, postInputs, stepOptions);
    },
    run: (args, { env = {}, ...stepOptions } = {}) => execute(args, env, stepOptions),
    mask: (text) => masker.mask(text),
    temp,
    close: () => {
      for (const child of livingOn) child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

interface Action {
  readonly main: string;
  readonly post: string | undefined;
  /** By the input's name. The default of an input without a default is an empty text. */
  readonly defaults: Readonly<Record<string, string>>;
}

function readAction(path: string): Action {
  const { runs, inputs } = asRecord(load(readFileSync(path, 'utf8')));
  const { main, post } = asRecord(runs);
  if (typeof main !== 'string') throw new Error(`${path} names no main`);
  if (post !== undefined && typeof post !== 'string') throw new Error(`${path} has a wrong post`);
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

function renamed(record: Readonly<Record<string, string>>, rename: (name: string) => string): Record<string, string> {
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
  GITHUB_REPOSITORY_ID: '87654321',
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
  RUNNER_OS: process.platform === 'win32' ? 'Windows' : process.platform === 'darwin' ? 'macOS' : 'Linux',
};

/** The few variables of this machine that a process needs to run, and the one that measures coverage. */
function machineEnvironment(): Record<string, string> & { PATH: string } {
  const names = ['SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'NODE_V8_COVERAGE'];
  const set = names.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { PATH: process.env['PATH'] ?? '', ...Object.fromEntries(set) };
}

/** Makes the files that a step writes its results to. Each step gets new and empty ones, as the runner does it. */
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

function runNode(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
  log: StepLog,
  { signals = [], onSpawn, livesOnWhen, time, guardMs = 120_000 }: StepOptions & { readonly time: Timekeeper },
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const start = time.now();
    const child = time.spawnNode(args, { env, cwd });
    const printed = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream]?.setEncoding('utf8').on('data', (text: string) => {
        printed[stream] += text;
        log.write(stream, text);
      });
    }

    let guarded = false;
    const guard = setTimeout(() => {
      guarded = true;
      child.kill('SIGKILL');
    }, guardMs);
    const ended = new AbortController();
    child.on('spawn', () => {
      sendSignals(child, signals, () => printed.stdout, time, ended.signal).catch((error: unknown) => {
        child.kill('SIGKILL');
        reject(error instanceof Error ? error : new Error(String(error)));
      });
      onSpawn?.(child);
      if (!livesOnWhen) return;
      const giveUp = () => {
        resolve({ exitCode: null, signal: null, durationMs: time.now() - start, ...printed });
      };
      time.until(() => livesOnWhen(printed.stdout), ended.signal).then(giveUp, () => undefined);
    });
    child.on('error', (error) => {
      clearTimeout(guard);
      reject(error);
    });
    child.on('close', (exitCode, endSignal) => {
      clearTimeout(guard);
      ended.abort();
      log.end();
      const durationMs = time.now() - start;
      if (guarded) {
        reject(new Error(`the step took longer than ${guardMs} ms:\n${log.text()}`));
      } else {
        resolve({ exitCode, signal: endSignal, durationMs, ...printed });
      }
    });
  });
}

async function sendSignals(
  child: ChildProcess,
  signals: readonly StepSignal[],
  stdout: () => string,
  time: Timekeeper,
  ended: AbortSignal,
): Promise<void> {
  try {
    for (const { signal, when = () => true, afterMs = 0 } of signals) {
      await time.until(() => when(stdout()), ended);
      if (afterMs > 0) await time.sleep(afterMs, ended);
      child.kill(signal);
    }
  } catch (error) {
    if (!ended.aborted) throw error;
  }
}
