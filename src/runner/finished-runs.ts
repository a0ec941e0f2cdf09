import type { ListedUserToken } from '../etoro/answers.ts';
import { asObject } from '../etoro/call.ts';
import { retryAfter } from '../http/retry-after.ts';
import type { HttpAnswer, HttpRequest, Send } from '../http/send.ts';
import { TransportError } from '../http/transport-error.ts';
import { parseName, type ParsedName } from '../names/family.ts';
import type { Secret } from '../secrets/secret.ts';
import type { Budget } from '../time/budget.ts';
import { formatDuration, MINUTE, SECOND } from '../time/duration.ts';
import type { Connection } from './connect.ts';
import { loadGitHub } from './github.ts';
import type { Program } from './program.ts';

/** The workflow runs of a repository whose tokens are meant: one, or all that GitHub says are over. */
export type Runs = { readonly repository: string } & ({ readonly runId: number } | { readonly github: GitHubAccess });

export interface GitHubAccess {
  /** The base URL of GitHub's API. */
  readonly apiUrl: URL;
  /** OWNER/REPO. */
  readonly repository: string;
  readonly token: Secret;
}

type Tools = Pick<Connection, 'clock' | 'log' | 'secrets'> &
  Pick<Program, 'signal'> & { readonly send: Send; readonly budget: Budget };

/** GitHub did not tell which runs are over. */
export class NoWord extends Error {
  override readonly name = 'NoWord';

  constructor(why: string, advice: string) {
    super(`${why}. So run: finished revokes nothing. ${advice}`);
  }
}

const raiseTimeout = 'Raise the input timeout, or run this less often.';
const checkWay = 'Check the network of this runner and its proxy (https_proxy), or try again later.';

/** How often GitHub is asked the same where no rate limit is in the way. */
const MOST_TRIES = 3;

const RUNS = 'GET /repos/{owner}/{repo}/actions/runs';

/** A workflow run, or a list of them, as GitHub should answer it. Nobody has checked it. */
type Answer = Readonly<Partial<Record<'id' | 'status' | 'run_attempt' | 'workflow_runs', unknown>>>;

/** Octokit's error. Without a response, its cause is why there is none. */
interface Failure {
  readonly status?: number;
  readonly response?: { readonly headers: HttpAnswer['headers']; readonly data: unknown };
  readonly cause?: unknown;
}

/**
 * Finds out which names in a list tell a run that is meant. Where GitHub has to say so, each run is asked for once, the log
 * has its word about each token, and what is kept after its job is not meant.
 *
 * @returns `noWord`, too, when GitHub did not tell: then no run is meant
 * @see https://docs.github.com/rest/actions/workflow-runs#get-a-workflow-run
 */
export async function whichRuns(
  runs: Runs | null,
  listed: readonly ListedUserToken[],
  tools: Tools,
): Promise<{ readonly isOfRun: (name: ParsedName) => boolean; readonly noWord?: NoWord }> {
  if (!runs) return { isOfRun: () => false };
  const { repository } = runs;
  if ('runId' in runs) {
    return { isOfRun: (name) => name.repository === repository && name.runId === runs.runId };
  }
  const { log, secrets } = tools;
  const over = new Set<string>();
  try {
    const ask = await startAsking(runs.github, tools);
    for (const { userTokenId, userTokenName } of listed) {
      const name = parseName(userTokenName);
      if (name?.repository !== repository || name.runId === 0 || name.isKept) continue;
      const { isOver, said } = await ask(name);
      if (isOver) over.add(name.family);
      log.info(
        `${userTokenId} ${secrets.foreignText(userTokenName, 80)}: run ${name.runId}, attempt ${name.runAttempt}. GitHub says: ${said}.`,
      );
    }
    return { isOfRun: ({ family }) => over.has(family) };
  } catch (error) {
    if (!(error instanceof NoWord)) throw error;
    return { isOfRun: () => false, noWord: error };
  }
}

const deleted = { status: 'deleted', current: Infinity };

/** Makes a function that says whether an attempt of a run is over: it is the last one and completed, or not the last one. */
async function startAsking(access: GitHubAccess, tools: Tools) {
  const request = await connectGitHub(access, tools);
  const runs = new Map<number, typeof deleted>();

  async function find(run_id: number) {
    const run = await request(`${RUNS}/{run_id}`, { run_id, exclude_pull_requests: true });
    if (run) {
      const { id, status, run_attempt: current } = run;
      if (id === run_id && typeof status === 'string' && typeof current === 'number') {
        return { status: tools.secrets.foreignText(status, 40), current };
      }
      throw new NoWord('GitHub answered without a workflow run', checkWay);
    }
    // A token that may not read runs gets a 404 about every run.
    const list = runs.size === 0 ? await request(RUNS, { per_page: 1 }) : undefined;
    if (runs.size > 0 || Array.isArray(list?.workflow_runs)) return deleted;
    throw notAllowed(404);
  }

  return async ({ runId, runAttempt }: ParsedName) => {
    const run = runs.get(runId) ?? (await find(runId));
    runs.set(runId, run);
    const { status, current } = run;
    if (run === deleted) return { isOver: true, said: status };
    // An attempt that is not known is 0. GitHub may not know the last one yet.
    if (runAttempt > 0 && runAttempt < current) {
      return { isOver: true, said: `attempt ${current} is ${status}` };
    }
    return { isOver: status === 'completed' && runAttempt <= current, said: status };
  };
}

/** Makes a function that asks until GitHub answers; nothing stands for its own 404. */
async function connectGitHub({ apiUrl, repository, token }: GitHubAccess, tools: Tools) {
  const { send, budget, signal } = tools;
  const { getOctokit } = await loadGitHub();
  const fetch = async (address: string, { headers }: Pick<HttpRequest, 'headers'>) => {
    const timeout = Math.min(20 * SECOND, budget.remaining());
    const request = { method: 'GET', url: new URL(address), headers, timeout } as const;
    const { status, headers: head, body } = await send({ ...request, maxBytes: 2 ** 20 }, signal);
    return { status, headers: new Map(Object.entries(head)), text: () => Promise.resolve(body) };
  };
  const baseUrl = apiUrl.href.replace(/\/+$/, '');
  const request = { fetch, log: { warn: () => undefined } };
  const octokit = getOctokit(token.reveal(), { baseUrl, request });
  const [owner, repo] = repository.split('/');
  return async (route: string, parameters: object): Promise<Answer | undefined> => {
    for (let tries = 1; ; tries++) {
      if (budget.remaining() === 0) throw new NoWord('No time is left to ask GitHub', raiseTimeout);
      try {
        return asObject((await octokit.request(route, { owner, repo, ...parameters })).data);
      } catch (error) {
        signal.throwIfAborted();
        const failure: Failure = asObject(error);
        const data = asObject(failure.response?.data);
        if (failure.status === 404 && 'message' in data) return undefined;
        await waitAfter(failure, tries, apiUrl, tools);
      }
    }
  };
}

/**
 * Waits until GitHub can be asked again. Throws when that does not help, or takes too long.
 *
 * @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
async function waitAfter(
  { status = 0, response, cause }: Failure,
  tries: number,
  { host }: URL,
  { budget, clock, log, signal }: Tools,
): Promise<void> {
  const { 'x-ratelimit-reset': reset, ...headers } = response?.headers ?? {};
  const isTold = 'retry-after' in headers;
  const isUsedUp = headers['x-ratelimit-remaining'] === '0';
  const isLimit = isTold || isUsedUp || /rate limit/i.test(JSON.stringify(response?.data));
  const isLimited = status === 429 || (status === 403 && isLimit);
  if (response && !isLimited && (status === 401 || status === 403)) throw notAllowed(status);

  const lost = cause instanceof TransportError ? cause : undefined;
  const problem = lost?.message ?? 'the request failed';
  const what = response ? `GitHub answered HTTP ${status}` : `No answer from ${host}: ${problem}`;
  const mayPass = isLimited || (tries < MOST_TRIES && (response ? status >= 500 : lost?.mayPass));
  if (!mayPass) throw new NoWord(what, checkWay);
  // Each answer tells when the window resets. That counts where it is used up and nothing else is told.
  const counted = isUsedUp && !isTold ? { ...headers, 'x-ratelimit-reset': reset } : headers;
  const asked = retryAfter({ status: 429, headers: counted }, clock.now()) ?? MINUTE;
  const pause = isLimited ? Math.max(SECOND, asked) : tries * SECOND;
  const left = budget.remaining();
  if (pause + SECOND > left) {
    const times = `It takes ${formatDuration(pause)} until it can be asked again, and ${formatDuration(left)} of ${formatDuration(budget.total)} are left`;
    throw new NoWord(`${what}. ${times}`, raiseTimeout);
  }
  log.info(`${what}. Waiting ${formatDuration(pause)} before asking again.`);
  await clock.sleep(pause, signal);
}

function notAllowed(status: number): NoWord {
  return new NoWord(
    `GitHub does not let this job read the workflow runs (HTTP ${status})`,
    'Leave the input github-token out, and write these two lines into the job:\npermissions:\n  actions: read',
  );
}
