// What must hold after a job, whatever went wrong. Each function returns what does not hold.
import type { SandboxToken } from '../sandbox/etoro.ts';
import type { StepResult } from '../sandbox/runner.ts';
import { parseName, repositoryIdOf } from '../src/names/family.ts';
import type { Plan } from './chaos-plan.ts';

export type StepEnding = 'success' | 'failed' | 'stopped' | 'killed' | 'given up';

/** A job of the chaos, with what its sandbox saw of it. */
export interface Outcome {
  readonly plan: Pick<Plan, 'inputs' | 'debug' | 'answers' | 'clockErrorMs' | 'sweep' | 'mustSucceed'>;
  readonly step: StepResult | undefined;
  readonly ending: StepEnding;
  /** `undefined` where the runner died before. */
  readonly post: StepResult | undefined;
  /** The action `revoke` in a later job. `undefined` where there was a post step. */
  readonly revoke: StepResult | undefined;
  /**
   * Nobody comes after the step, and it could clean up: what was made before this moment, by the sandbox's clock, must not
   * be left.
   */
  readonly leftBefore: number | undefined;
  /** The tokens that were there before the job. */
  readonly foreign: readonly SandboxToken[];
  /** The tokens that are there after the step. */
  readonly tokensAfterStep: readonly SandboxToken[];
  /** The tokens that are there at the end. */
  readonly tokens: readonly SandboxToken[];
  /** The most tokens of the job that were there at once. */
  readonly peak: number;
  /** The names of the tokens that were granted more than was asked for. */
  readonly wider: ReadonlySet<string>;
  /** The ids of the tokens whose last revoke got a 404 that is not eToro's own, and had no effect. */
  readonly falselyGone: ReadonlySet<string>;
  /** What `expiresAt` was asked for, by the name of the token. */
  readonly askedExpiry: ReadonlyMap<string, string>;
  /** Whether a create call was answered with 429. */
  readonly wasFull: boolean;
}

/** The most of a job's tokens that may be there at once: three lost ones, and one in hand. */
const MOST_AT_ONCE = 4;

/** Whether the action `revoke` is asked to revoke a token: one of this run, and with `run: finished` none that is kept or used. */
function isSwept({ name }: SandboxToken, { sweep }: Outcome['plan']): boolean {
  const parsed = parseName(name);
  const isOfThisRun =
    parsed?.repository === repositoryIdOf('https://github.com', '87654321') && parsed.runId === 1234567890;
  if (!isOfThisRun || sweep === 'this') return isOfThisRun;
  return !parsed.isKept && (sweep === 'completed' || parsed.runAttempt === 1);
}

export function violationsOf(outcome: Outcome): string[] {
  const { step, post, revoke, plan } = outcome;
  return [
    ...(step ? checkStep(step, outcome) : []),
    ...(post ? checkPost(post, plan) : []),
    ...(revoke ? checkRevoke(revoke, outcome) : []),
    ...checkPeak(outcome),
    ...checkTokens(outcome),
    ...checkStepOnItsOwn(outcome),
    ...checkForeign(outcome),
  ];
}

function checkStep(step: StepResult, { ending, tokensAfterStep, plan, wider }: Outcome): string[] {
  const { exitCode, signal, outputs, masks } = step;
  const violations = checkOutput('step', step, plan);
  const errors = errorsOf(step);
  const token = tokensAfterStep.find(({ secret }) => secret === outputs['token']);
  if (exitCode === 0) {
    if (outputs['token'] === undefined) violations.push('the step succeeded without a token');
    else if (!token) violations.push('the step succeeded with a token that is not there');
    if (errors > 0) violations.push('the step succeeded with an error');
    const isTold = plan.answers === 'today' || plan.inputs['api-version'] === 'v2';
    if (isTold && token && wider.has(token.name)) {
      violations.push('the step succeeded with a token that may do more than was asked for');
    }
  } else if (exitCode !== null) {
    if (exitCode !== 1) violations.push(`the step ended with exit code ${exitCode}`);
    if (errors !== 1) violations.push(`the step failed with ${errors} errors`);
    if (ending === 'failed' && outputs['token'] !== undefined) {
      violations.push('the step failed and handed out a token');
    }
  } else if (ending === 'failed') {
    violations.push(`the step died of ${String(signal)}`);
  }
  if (plan.mustSucceed && exitCode !== 0) {
    violations.push('the step failed although creating works: only lists and revokes fail');
  }
  if (token && token.id !== outputs['token-id'] && exitCode === 0) {
    violations.push('the output token-id is not the one of the token');
  }
  if (outputs['token'] !== undefined && !masks.includes(outputs['token'])) {
    violations.push('the token was handed out without being masked');
  }
  return violations;
}

function checkPost(post: StepResult, plan: Outcome['plan']): string[] {
  const violations = checkOutput('post step', post, plan);
  if (post.exitCode !== 0) {
    violations.push(`the post step ended with ${String(post.exitCode ?? post.signal)}`);
  }
  if (errorsOf(post) > 0) violations.push('the post step printed an error');
  return violations;
}

/** It fails when it could not revoke a token, and only then. */
function checkRevoke(revoke: StepResult, { plan, falselyGone }: Outcome): string[] {
  const violations = checkOutput('action revoke', revoke, plan);
  const failed = idsOf(revoke, 'failed');
  const isWrong = failed.some((id) => !falselyGone.has(id));
  if (isWrong) violations.push('the action revoke could not revoke a token that it can revoke');
  const wanted = failed.length === 0 ? 0 : 1;
  if (revoke.exitCode !== wanted) {
    violations.push(
      `the action revoke ended with ${String(revoke.exitCode ?? revoke.signal)}, and ${failed.length} tokens failed`,
    );
  }
  if (errorsOf(revoke) !== wanted) {
    violations.push(`the action revoke printed ${errorsOf(revoke)} errors`);
  }
  return violations;
}

/** What must not be in the output of any step. */
function checkOutput(place: string, { stdout, stderr }: StepResult, { debug }: Outcome['plan']): string[] {
  const violations: string[] = [];
  if (!debug && /^\s+at .+:\d+:\d+\)?$/m.test(stdout + stderr)) {
    violations.push(`the ${place} printed a stack trace`);
  }
  if (stderr !== '') violations.push(`the ${place} printed to stderr`);
  return violations;
}

function checkPeak({ peak }: Outcome): string[] {
  return peak > MOST_AT_ONCE ? [`the job had ${peak} tokens at once`] : [];
}

/** No token of the job is left, except the one that `revoke: false` keeps, and those that the action `revoke` takes for it. */
function checkTokens(outcome: Outcome): string[] {
  const { plan, step, ending, revoke, foreign, tokens } = outcome;
  const handedOut = step?.outputs['token-id'];
  const keepsOthers = revoke !== undefined && plan.sweep !== 'this';
  const isKept = plan.inputs['revoke'] === 'false' && handedOut !== undefined && (!revoke || keepsOthers);
  const left = tokens
    .filter(({ id }) => !foreign.some((token) => token.id === id))
    .filter(({ id }) => !(isKept && id === handedOut))
    .filter(({ name }) => !(keepsOthers && parseName(name)?.isKept));
  const violations = left.filter((token) => !isExcused(token, outcome)).map(({ name }) => `the token ${name} is left`);
  if (isKept && ending === 'success' && !tokens.some(({ id }) => id === handedOut)) {
    violations.push('the token was revoked although revoke is false');
  }
  return violations;
}

/** A step that ends without a token has cleaned up: only what eToro made after its last look may be left. */
function checkStepOnItsOwn({ leftBefore, tokensAfterStep, foreign }: Outcome): string[] {
  if (leftBefore === undefined) return [];
  return tokensAfterStep
    .filter(({ id }) => !foreign.some((token) => token.id === id))
    .filter(({ createdAt }) => Date.parse(createdAt) < leftBefore)
    .map(({ name }) => `the step has left the token ${name}`);
}

/** Whether a 404 that is not eToro's own came last, and the user was told which token may be alive and until when. */
function isExcused(
  { id, name, expiresAt }: SandboxToken,
  { falselyGone, post, revoke, askedExpiry }: Outcome,
): boolean {
  if (!falselyGone.has(id)) return false;
  if (revoke) return idsOf(revoke, 'failed').includes(id);
  const expiries = [expiresAt, askedExpiry.get(name)].filter((expiry) => expiry !== undefined);
  const warnings = post?.commands.filter((command) => command.name === 'warning') ?? [];
  return warnings.some(
    ({ value }) => value.includes(name.slice(0, -3)) && expiries.some((expiry) => value.includes(expiry)),
  );
}

/** The tokens of other jobs stay, except expired ones on a full portfolio and what `revoke` is asked for. */
function checkForeign(outcome: Outcome): string[] {
  const { foreign, tokens, wasFull, revoke, plan } = outcome;
  const now = Date.now() + plan.clockErrorMs;
  const isThere = ({ id }: SandboxToken) => tokens.some((token) => token.id === id);
  const isAsked = (token: SandboxToken) => revoke !== undefined && isSwept(token, plan);
  const isInTheWay = ({ name, expiresAt }: SandboxToken) =>
    wasFull && parseName(name) !== undefined && expiresAt !== undefined && Date.parse(expiresAt) < now;
  return [
    ...foreign
      .filter((token) => !isThere(token) && !isAsked(token) && !isInTheWay(token))
      .map(({ name }) => `the foreign token ${name} is gone`),
    ...foreign
      .filter((token) => isThere(token) && isAsked(token) && !isExcused(token, outcome))
      .map(({ name }) => `the token ${name} of another job of this run is left`),
  ];
}

function errorsOf({ commands }: StepResult): number {
  return commands.filter(({ name }) => name === 'error').length;
}

function idsOf({ outputs }: StepResult, output: string): string[] {
  return (outputs[output] ?? '').split(/[\s,]+/).filter((id) => id !== '');
}
