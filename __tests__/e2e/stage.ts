import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { leakFinder } from '../../bench/leaks.ts';
import type { Breakage } from '../../sandbox/faults.ts';
import {
  SANDBOX_API_KEY,
  SANDBOX_PORTFOLIO_ID,
  SANDBOX_USER_KEY,
  startSandbox,
  type Sandbox,
  type SandboxOptions,
} from '../../sandbox/server.ts';
import { startJob, type Job, type JobOptions, type StepOptions, type StepResult } from '../../sandbox/runner.ts';
import { startVirtualTime, type Timekeeper } from '../../sandbox/timekeeper.ts';

/** A sandbox, and jobs that play the built action against it. */
export interface Stage {
  readonly sandbox: Sandbox;
  /** Starts a job with good inputs. Those that are given replace them. */
  readonly job: (inputs?: Record<string, string>, options?: Omit<JobOptions, 'inputs'>) => Job;
  /** Runs the post step of a job, which must succeed without a warning, and leave no token. */
  readonly end: (job: Job) => Promise<StepResult>;
  /** The operations that the sandbox was asked for, in order. */
  readonly asked: () => string[];
  /** The time that the sandbox and the jobs live on. What a test sets for them is reckoned from `time.now()`. */
  readonly time: Timekeeper;
}

/**
 * Sets the stage for one test. Every test also fails when a secret is where none may be: in the log, the state, the
 * summary, or a file other than the runner's output and env files.
 *
 * @param options.time what the sandbox and the jobs live on: a virtual time by default, and `realTime` where a test is
 * about what a machine really does
 */
export function onStage(
  play: (stage: Stage) => Promise<void>,
  options: Partial<SandboxOptions> = {},
): () => Promise<void> {
  return async () => {
    const { time = startVirtualTime() } = options;
    const { apiKey = SANDBOX_API_KEY, userKey = SANDBOX_USER_KEY } = options;
    const sandbox = await startSandbox({ now: time.now, ...options, time });
    const jobs: Job[] = [];
    const results: StepResult[] = [];
    const keep = async (result: Promise<StepResult>) => {
      results.push(await result);
      return result;
    };
    try {
      await play({
        sandbox,
        job: (inputs = {}, jobOptions = {}) => {
          const job = startJob({
            inputs: {
              'api-key': apiKey,
              'user-key': userKey,
              'portfolio-id': SANDBOX_PORTFOLIO_ID,
              // The action `revoke` has neither.
              ...(jobOptions.action === undefined && {
                scopes: 'demo:read, demo:write',
                'runner-ip': '20.102.38.7',
              }),
              'api-url': sandbox.url,
              ...inputs,
            },
            time,
            ...jobOptions,
          });
          jobs.push(job);
          return {
            ...job,
            step: (stepOptions) => keep(job.step(stepOptions)),
            post: (stepOptions) => keep(job.post(stepOptions)),
          };
        },
        async end(job) {
          const post = await job.post();
          expect(post).toMatchObject({ exitCode: 0, stderr: '' });
          expect(warningsOf(post)).toEqual([]);
          expect(sandbox.tokens()).toEqual([]);
          return post;
        },
        asked: () => sandbox.requests.map(({ operation }) => operation),
        time,
      });
      const secrets = [apiKey, userKey, ...sandbox.issuedSecrets];
      for (const result of results) expect(leaks(result, secrets)).toEqual([]);
    } finally {
      for (const job of jobs) job.close();
      await sandbox.close();
    }
  };
}

/** Sends the step one signal, as soon as the condition holds. */
export function signalWhen(condition: () => boolean, signal: NodeJS.Signals = 'SIGKILL'): StepOptions {
  return { signals: [{ signal, when: condition }] };
}

/** The environment in which a script of this folder runs before the step. */
export function preload(script: string): Record<string, string> {
  return { NODE_OPTIONS: `--require ${join(import.meta.dirname, script)}` };
}

/** The places where a secret, or a piece of one, is and must not be. */
function leaks(result: StepResult, secrets: readonly string[]): string[] {
  const leakIn = leakFinder(secrets);
  const places = {
    stdout: printedBy(result),
    stderr: result.stderr,
    state: result.stateFileRaw,
    summary: result.summaryRaw,
  };
  return Object.entries(places).flatMap(([place, text]) =>
    leakIn(text) === undefined ? [] : [`a secret in ${place}: ${text}`],
  );
}

/** What the step printed, without what only the runner reads: the values to mask. */
export function printedBy({ stdout }: StepResult): string {
  return stdout.replace(/^::add-mask::.*$/gm, '');
}

/** The id of a request that the sandbox got; by default of the last one. */
export function requestId({ requests }: Sandbox, at = -1): string {
  return String(requests.at(at)?.headers['x-request-id']);
}

/** On Windows every signal kills at once. */
export const testSignals = process.platform === 'win32' ? test.skip : test;

/** An answer in JSON, instead of eToro's own. */
export function json(status: number, body: Record<string, unknown>, headers = {}): Breakage {
  return { kind: 'answer', status, body, headers };
}

/** A list of these tokens, instead of eToro's own. */
export function listing(userTokens: readonly object[], headers = {}): Breakage {
  return json(200, { agentPortfolios: [{ agentPortfolioId: SANDBOX_PORTFOLIO_ID, userTokens }] }, headers);
}

/** The text of the one `::error` that a failed step ends with. Fails when there is not exactly one, or no failure. */
export function errorOf(result: StepResult): string {
  const errors = result.commands.filter(({ name }) => name === 'error');
  expect(errors).toHaveLength(1);
  expect(result.exitCode).toBe(1);
  expect(result.outputs['token']).toBeUndefined();
  expect(result.stderr).toBe('');
  expect(result.stdout).not.toMatch(/^\s+at /m);
  return errors[0]?.value ?? '';
}

/** The texts of the warnings. */
export function warningsOf(result: StepResult): string[] {
  return result.commands.filter(({ name }) => name === 'warning').map(({ value }) => value);
}
