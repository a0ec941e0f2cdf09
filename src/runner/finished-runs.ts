import type { ListedUserToken } from '../etoro/answers.ts';
import { backoff, retryAfter, type Random } from '../http/retry-after.ts';
import { outcomeOf, type HttpAnswer, type HttpRequest, type Send } from '../http/send.ts';
import { TransportError } from '../http/transport-error.ts';
import { parseName, type ParsedName } from '../names/family.ts';
import type { Secret } from '../secrets/secret.ts';
import { asObject } from '../text/unknown-value.ts';
import { formatDuration, MINUTE, pauseWithin, SECOND, type Budget, type Time } from '../time/clock.ts';
import type { Connection } from './connect.ts';
import { loadGitHub } from './workflow-run.ts';
import type { Program } from './program.ts';

/** How GitHub's API can be asked about a repository. */
interface GitHubAccess {
  readonly apiUrl: URL;
  /** OWNER/REPO. */
  readonly fullName: string;
  readonly token: Secret;
}

/** The workflow runs of a repository whose tokens are meant: one, or all that GitHub says are over. */
export type Runs = { readonly repository: string } & ({ readonly runId: number } | { readonly github: GitHubAccess });

type Tools = Pick<Connection, 'clock' | 'log' | 'secrets'> &
  Pick<Program, 'signal'> & { readonly send: Send; readonly budget: Budget; readonly random: Random };

const raiseTimeout = 'Raise the input timeout, or run this less often.';
const checkWay = 'Check the network of this runner and its proxy (https_proxy), or try again later.';

/** How often GitHub is asked the same where no rate limit is in the way. */
const MOST_TRIES = 3;

const RUNS = 'GET /repos/{owner}/{repo}/actions/runs';

/**
 * Finds out which listed tokens belong to the runs that the user means. For `finished`, it asks GitHub once about each
 * run, logs the answer for each token, and skips tokens that `revoke: false` keeps. When GitHub gives no answer, `noWord`
 * says why, and no token is meant.
 */
export async function whichRuns(
  runs: Runs | null,
  listed: readonly ListedUserToken[],
  tools: Tools,
): Promise<{ readonly isOfRun: (name: ParsedName) => boolean; readonly noWord?: string }> {
  if (!runs) return { isOfRun: () => false };
  const { repository } = runs;
  if ('runId' in runs) return { isOfRun: (name) => name.repository === repository && name.runId === runs.runId };
  const { log, secrets, signal } = tools;
  const over = new Set<string>();
  const found = new Map<number, typeof deleted>();
  try {
    const ask = await connectGitHub(runs.github, tools);
    for (const { userTokenId, userTokenName } of listed) {
      const name = parseName(userTokenName);
      if (name?.repository !== repository || name.runId === 0 || name.isKept) continue;
      const { family, runId, runAttempt } = name;
      const run = found.get(runId) ?? (await findRun(runId, found.size > 0, ask));
      found.set(runId, run);
      const { status, attempt } = run;
      // An attempt that is not known is 0. GitHub may not know the last one yet.
      const isRunAgain = runAttempt > 0 && runAttempt < attempt;
      if (isRunAgain || run === deleted || (status === 'completed' && runAttempt <= attempt)) over.add(family);
      const said = (isRunAgain ? `attempt ${attempt} is ` : '') + secrets.foreignText(status, 40);
      const shown = secrets.foreignText(userTokenName, 200);
      log.info(`${userTokenId} ${shown}: run ${runId}, attempt ${runAttempt}. GitHub says: ${said}.`);
    }
    return { isOfRun: ({ family }) => over.has(family) };
  } catch (error) {
    signal.throwIfAborted();
    return { isOfRun: () => false, noWord: error instanceof Error ? error.message : String(error) };
  }
}

/** What GitHub says about a run that is missing: a status, and the last attempt. */
const deleted = { status: 'deleted', attempt: 0 };

/**
 * @param mayRead whether it is known that the token may read runs. One that may not gets a 404 about every run
 * @see https://docs.github.com/rest/actions/workflow-runs#get-a-workflow-run
 */
async function findRun(run_id: number, mayRead: boolean, ask: Awaited<ReturnType<typeof connectGitHub>>) {
  const run = await ask(`${RUNS}/{run_id}`, { run_id, exclude_pull_requests: true });
  if (run) {
    const { id, status, run_attempt: attempt } = run;
    if (id === run_id && typeof status === 'string' && typeof attempt === 'number') return { status, attempt };
    throw noWord('GitHub answered without a workflow run', checkWay);
  }
  if (mayRead || Array.isArray((await ask(RUNS, { per_page: 1 }))?.['workflow_runs'])) return deleted;
  throw notAllowed(404);
}

/** Makes a function that asks until GitHub answers. `undefined` means GitHub's own 404. */
async function connectGitHub({ apiUrl, fullName, token }: GitHubAccess, tools: Tools) {
  const { send, budget, signal } = tools;
  const fetch = async (address: string, { headers }: Pick<HttpRequest, 'headers'>) => {
    const url = new URL(address);
    for (let tries = 1; ; tries++) {
      const timeout = Math.min(20 * SECOND, budget.remaining());
      if (timeout === 0) throw noWord('No time is left to ask GitHub', raiseTimeout);
      const answer = await outcomeOf(send({ method: 'GET', url, headers, timeout, maxBytes: 2 ** 20 }, signal));
      if (!(answer instanceof TransportError) && (answer.status < 400 || answer.status === 404)) {
        const { status, headers: head, body } = answer;
        return { status, headers: new Map(Object.entries(head)), text: () => Promise.resolve(body) };
      }
      await waitForGitHub(answer, tries, url, tools);
    }
  };
  const { getOctokit } = await loadGitHub();
  const request = { fetch, log: { warn: () => undefined } };
  const octokit = getOctokit(token.reveal(), { baseUrl: apiUrl.href.replace(/\/+$/, ''), request });
  const [owner, repo] = fullName.split('/');
  return async (route: string, parameters: object) => {
    try {
      return asObject((await octokit.request(route, { owner, repo, ...parameters })).data);
    } catch (error) {
      const { status, response } = asObject(error);
      if (status !== 404) throw error;
      if ('message' in asObject(asObject(response)['data'])) return undefined;
      throw noWord('GitHub answered HTTP 404', checkWay);
    }
  };
}

/** Waits until GitHub can be asked again. Throws when that does not help, or takes too long. */
async function waitForGitHub(
  failure: HttpAnswer | TransportError,
  tries: number,
  { host }: URL,
  { budget, clock, log, random, signal }: Tools,
): Promise<void> {
  const isLost = failure instanceof TransportError;
  const what = isLost ? `No answer from ${host}: ${failure.message}` : `GitHub answered HTTP ${failure.status}`;
  const limit = isLost ? undefined : waitOfLimit(failure, clock.now());
  if (limit === undefined) {
    if (!isLost && (failure.status === 401 || failure.status === 403)) throw notAllowed(failure.status);
    const mayPass = isLost ? failure.mayPass : failure.status >= 500;
    if (!mayPass || tries >= MOST_TRIES) throw noWord(what, checkWay);
  }
  const pause = pauseWithin(budget, limit ?? 0, backoff(tries, random));
  if (pause === undefined) {
    const times = `It takes ${formatDuration(limit ?? SECOND)} until it can be asked again, and ${formatDuration(budget.remaining())} of ${formatDuration(budget.total)} are left`;
    throw noWord(`${what}. ${times}`, raiseTimeout);
  }
  log.info(`${what}. Waiting ${formatDuration(pause)} before asking again.`);
  await clock.sleep(pause, signal);
}

/**
 * How long a rate limit of GitHub asks to wait, in milliseconds; nothing for another answer.
 * @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
function waitOfLimit({ status, headers, body }: HttpAnswer, now: Time): number | undefined {
  const isUsedUp = headers['x-ratelimit-remaining'] === '0';
  const isTold = isUsedUp || 'retry-after' in headers || /rate limit/i.test(body);
  if (status !== 429 && !(status === 403 && isTold)) return undefined;
  // Each answer tells when the window resets. That counts where the window is used up.
  return Math.max(SECOND, retryAfter(headers, now, isUsedUp) ?? MINUTE);
}

function notAllowed(status: number): Error {
  return noWord(
    `GitHub does not let this job read the workflow runs (HTTP ${status})`,
    'Leave the input github-token out, and write these two lines into the job:\npermissions:\n  actions: read',
  );
}

function noWord(why: string, advice: string): Error {
  return new Error(`${why}. So run: finished revokes nothing. ${advice}`);
}
