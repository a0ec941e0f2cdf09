import { asObject } from '../etoro/call.ts';
import { backoff, type Random } from '../http/backoff.ts';
import { retryAfter } from '../http/retry-after.ts';
import type { HttpAnswer, HttpRequest, Send } from '../http/send.ts';
import { TransportError } from '../http/transport-error.ts';
import type { KnownSecrets } from '../secrets/known-secrets.ts';
import type { Log } from '../secrets/log.ts';
import type { Secret } from '../secrets/secret.ts';
import type { Budget } from '../time/budget.ts';
import type { Clock, Time } from '../time/clock.ts';
import { formatDuration, MINUTE, SECOND } from '../time/duration.ts';
import { loadGitHub } from './github.ts';

/** Whom to ask about workflow runs. */
export interface GitHubTarget {
  /** The base URL of GitHub's API. */
  readonly apiUrl: URL;
  /** OWNER/REPO. */
  readonly repository: string;
  readonly token: Secret;
}

export interface GitHubTools {
  readonly send: Send;
  readonly budget: Budget;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly secrets: KnownSecrets;
  readonly signal: AbortSignal;
}

/** What GitHub says about an attempt of a workflow run. */
export interface RunWord {
  readonly isOver: boolean;
  /** Fit for the log. */
  readonly said: string;
}

/** GitHub did not tell which runs are over. */
export class NoWord extends Error {
  override readonly name = 'NoWord';

  constructor(why: string, advice: string) {
    super(`${why}. So run: finished revokes nothing. ${advice}`);
  }
}

const LONGEST_CALL = 20 * SECOND;

const LONGEST_ANSWER = 1024 * 1024;

/** How often a question is asked that no rate limit holds up. */
const MOST_TRIES = 3;

const raiseTimeout = 'Raise the input timeout, or run this less often.';
const checkWay =
  'Check the network of this runner and its proxy (https_proxy), or try again later.';

const RUNS = 'GET /repos/{owner}/{repo}/actions/runs';

/** A workflow run, or a list of them, as GitHub should describe it. Nobody has checked it. */
interface Answer {
  readonly id?: unknown;
  readonly status?: unknown;
  readonly run_attempt?: unknown;
  readonly workflow_runs?: unknown;
}

/** Octokit's error. Without a response, its cause is why there is none. */
interface Failure {
  readonly status?: number;
  readonly response?: Pick<HttpAnswer, 'headers'> & { readonly data: unknown };
  readonly cause?: unknown;
}

/**
 * Asks GitHub about each workflow run once.
 *
 * @returns tells whether an attempt of one of the runs is over: the run is completed or deleted, or has a later attempt
 * @throws NoWord when GitHub does not tell
 * @see https://docs.github.com/rest/actions/workflow-runs#get-a-workflow-run
 */
export async function askAboutRuns(
  runIds: ReadonlySet<number>,
  target: GitHubTarget,
  tools: GitHubTools,
): Promise<(runId: number, runAttempt: number) => RunWord> {
  const ask = await startAsking(target, tools);
  const runs = new Map<number, { status: string; current: number } | 'deleted'>();
  for (const run_id of runIds) {
    const run = await ask(`${RUNS}/{run_id}`, { run_id, exclude_pull_requests: true });
    const { id, status, run_attempt: current } = run ?? {};
    if (!run) {
      // A token that may not read runs gets a 404 about every run.
      const list = runs.size === 0 ? await ask(RUNS, { per_page: 1 }) : undefined;
      if (runs.size === 0 && !Array.isArray(list?.workflow_runs)) throw notAllowed(404);
      runs.set(run_id, 'deleted');
    } else if (id === run_id && typeof status === 'string' && typeof current === 'number') {
      runs.set(run_id, { status: tools.secrets.foreignText(status, 40), current });
    } else {
      throw new NoWord('GitHub answered without a workflow run', checkWay);
    }
  }
  return (runId, runAttempt) => {
    const run = runs.get(runId);
    if (run === undefined) return { isOver: false, said: 'not asked' };
    if (run === 'deleted') return { isOver: true, said: run };
    const { status, current } = run;
    // An attempt that is not known is 0. GitHub may not know the newest one yet.
    const hasLater = runAttempt > 0 && runAttempt < current;
    const isOver = hasLater || (status === 'completed' && runAttempt <= current);
    return { isOver, said: hasLater ? `attempt ${current} is ${status}` : status };
  };
}

/** Makes a function that asks until GitHub answers; nothing stands for its own 404. */
async function startAsking({ apiUrl, repository, token }: GitHubTarget, tools: GitHubTools) {
  const { send, budget, signal } = tools;
  const { getOctokit } = await loadGitHub();
  const fetch = async (address: string, { headers }: Pick<HttpRequest, 'headers'>) => {
    const timeout = Math.min(LONGEST_CALL, budget.remaining());
    const request = { method: 'GET', url: new URL(address), headers, timeout } as const;
    const answer = await send({ ...request, maxBytes: LONGEST_ANSWER }, signal);
    const text = () => Promise.resolve(answer.body);
    return { status: answer.status, headers: new Map(Object.entries(answer.headers)), text };
  };
  const octokit = getOctokit(token.reveal(), {
    baseUrl: apiUrl.href.replace(/\/+$/, ''),
    request: { fetch, log: { warn: () => undefined } },
  });
  const [owner, repo] = repository.split('/');
  return async (route: string, parameters: object): Promise<Answer | undefined> => {
    for (let tries = 1; ; tries++) {
      if (budget.remaining() === 0) throw new NoWord('No time is left to ask GitHub', raiseTimeout);
      try {
        return asObject((await octokit.request(route, { owner, repo, ...parameters })).data);
      } catch (error) {
        signal.throwIfAborted();
        const failure: Failure = asObject(error);
        const { status, response } = failure;
        if (status === 404 && 'message' in asObject(response?.data)) return undefined;
        await waitAfter(failure, tries, apiUrl, tools);
      }
    }
  };
}

/** Waits until GitHub can be asked again. Throws when that does not help, or takes too long. */
async function waitAfter(
  { status = 0, response, cause }: Failure,
  tries: number,
  { host }: URL,
  { budget, clock, random, log, signal }: GitHubTools,
): Promise<void> {
  const limit = response && limitOf(status, response, clock.now());
  if (response && limit === undefined && (status === 401 || status === 403))
    throw notAllowed(status);
  const lost = cause instanceof TransportError ? cause : undefined;
  const what = response
    ? `GitHub answered HTTP ${status}`
    : `No answer from ${host}: ${lost?.message ?? 'the request failed'}`;
  const mayPass = response ? status >= 500 : lost?.mayPass;
  if (limit === undefined && (!mayPass || tries === MOST_TRIES)) throw new NoWord(what, checkWay);
  const pause = limit ?? backoff(tries, random);
  const left = budget.remaining();
  if (pause + SECOND > left) {
    const times = `It takes ${formatDuration(pause)} until it can be asked again, and ${formatDuration(left)} of ${formatDuration(budget.total)} are left`;
    throw new NoWord(`${what}. ${times}`, raiseTimeout);
  }
  log.info(`${what}. Waiting ${formatDuration(pause)} before asking again.`);
  await clock.sleep(pause, signal);
}

/**
 * How long GitHub asks to wait because there were too many requests; nothing when there were not.
 *
 * @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
function limitOf(status: number, { headers, data }: NonNullable<Failure['response']>, now: Time) {
  const { 'x-ratelimit-reset': reset, 'x-ratelimit-remaining': remaining, ...others } = headers;
  const isTold = 'retry-after' in headers;
  const isUsedUp = remaining === '0';
  const isLimit = isTold || isUsedUp || /rate limit/i.test(JSON.stringify(data));
  if (status !== 429 && !(status === 403 && isLimit)) return undefined;
  // Each answer tells when the window resets. That counts where it is used up and nothing else is told.
  const counted = isUsedUp && !isTold ? { ...others, 'x-ratelimit-reset': reset } : others;
  return Math.max(SECOND, retryAfter({ status: 429, headers: counted }, now) ?? MINUTE);
}

function notAllowed(status: number): NoWord {
  return new NoWord(
    `GitHub does not let this job read the workflow runs (HTTP ${status})`,
    'Leave the input github-token out, and write these two lines into the job:\npermissions:\n  actions: read',
  );
}
