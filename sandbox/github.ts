import http, { type IncomingMessage } from 'node:http';
import { listen } from './listen.ts';
import { realTime, type Timekeeper } from './timekeeper.ts';

/** A workflow run, as far as a test wants it to be known. */
export interface PlayedRun {
  readonly id: number;
  readonly status: string;
  readonly run_attempt: number;
}

export interface GitHubOptions {
  readonly token: string;
  /** OWNER/REPO. */
  readonly repository: string;
  /** Called for each request. */
  readonly runs: () => readonly PlayedRun[];
  /** Whether the token may read runs: `permissions: actions: read`. */
  readonly isAllowed: boolean;
  /** How many requests are turned away first because there were too many. */
  readonly limited: number;
  readonly time: Timekeeper;
}

export interface PlayedGitHub {
  /** What `GITHUB_API_URL` has to be. */
  readonly url: string;
  /** The paths that were asked for, in order. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

const documentation = 'https://docs.github.com/rest/actions/workflow-runs';

/**
 * Starts a GitHub that knows two calls, as its description publishes them: `actions/get-workflow-run` and
 * `actions/list-workflow-runs-for-repo`. It refuses everything that the description does not have.
 *
 * @see https://github.com/github/rest-api-description
 */
export async function startGitHub(options: Partial<GitHubOptions> = {}): Promise<PlayedGitHub> {
  const settings: GitHubOptions = {
    ...{ token: 'ghs_sandbox4f1d8a26c07be93557d2a84e6b9013cf', repository: 'octo-org/trading-bot' },
    ...{ runs: () => [], isAllowed: true, limited: 0, time: realTime },
    ...options,
  };
  const asked: string[] = [];
  const server = http.createServer((message, response) => {
    const work = settings.time.beginWork();
    const { url = '' } = message;
    asked.push(url);
    const { status, body, headers = {} } = answerTo(message, asked.length, settings);
    response.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'x-github-media-type': 'github.v3; format=json',
      'x-ratelimit-limit': '1000',
      'x-ratelimit-remaining': '900',
      'x-ratelimit-reset': String(Math.ceil(settings.time.now() / 1000) + 3600),
      date: new Date(settings.time.now()).toUTCString(),
      ...headers,
    });
    response.end(JSON.stringify(body), () => {
      work.end();
    });
  });
  const { port, close } = await listen(server);
  return { url: `http://127.0.0.1:${port}`, asked, close };
}

function answerTo(
  { method, url = '', headers }: IncomingMessage,
  count: number,
  { token, repository, runs, isAllowed, limited }: GitHubOptions,
): Answer {
  const { pathname, searchParams } = new URL(url, 'http://github.example');
  if (!headers['user-agent']) return refusal(403, 'Request forbidden by administrative rules.');
  if (headers.authorization !== `token ${token}`) return refusal(401, 'Bad credentials');
  if (count <= limited) {
    const answer = refusal(403, 'You have exceeded a secondary rate limit.');
    return { ...answer, headers: { 'retry-after': '60' } };
  }
  const path = `/repos/${repository}/actions/runs`;
  const [, id] = pathname === path ? [] : (/\/(\d+)$/.exec(pathname) ?? []);
  const isKnown = pathname === path || pathname === `${path}/${id}`;
  if (method !== 'GET' || !isKnown) return refusal(404, 'Not Found');
  for (const name of searchParams.keys()) {
    const names = id === undefined ? ['per_page', 'page', 'status'] : ['exclude_pull_requests'];
    if (!names.includes(name)) return refusal(422, `Invalid request: ${name}`);
  }
  if (!isAllowed) return refusal(403, 'Resource not accessible by integration');
  if (id === undefined) {
    const all = runs();
    const page = all.slice(0, Number(searchParams.get('per_page') ?? 30));
    return { status: 200, body: { total_count: all.length, workflow_runs: page.map(described) } };
  }
  const run = runs().find((one) => one.id === Number(id));
  return run ? { status: 200, body: described(run) } : refusal(404, 'Not Found');
}

function refusal(status: number, message: string): Answer {
  return { status, body: { message, documentation_url: documentation, status: String(status) } };
}

/** A run with the fields that the description requires and that say something here. */
function described({ id, status, run_attempt }: PlayedRun): object {
  return {
    id,
    node_id: `WFR_${id}`,
    name: 'Bot',
    path: '.github/workflows/bot.yml',
    head_branch: 'main',
    head_sha: '0123456789abcdef0123456789abcdef01234567',
    run_number: 1,
    run_attempt,
    event: 'schedule',
    status,
    conclusion: status === 'completed' ? 'success' : null,
    workflow_id: 1,
    pull_requests: [],
    created_at: '2026-06-01T12:00:00Z',
    updated_at: '2026-06-01T12:00:00Z',
  };
}
