// A workflow with a large matrix: many jobs start in the same second on one user key, against each of the rate limits that
// eToro has published.
import { parseArgs } from 'node:util';
import { startJob } from '../sandbox/runner.ts';
import { SANDBOX_API_KEY, SANDBOX_PORTFOLIO_ID, SANDBOX_USER_KEY, startSandbox } from '../sandbox/server.ts';
import { readCommandLine } from './command-line.ts';
import { mean, median, table } from './numbers.ts';

const options = readCommandLine(
  `Usage: npm run bench:matrix -- [options]

Starts many jobs at once on one user key, against each rate limit that eToro has published, in a window of 10 s instead of
a minute. Exits with 1 where a job gets no token, has to try too often, or waits too long. Takes about a minute.

  --limit NAME   only one of them: writes (20 writes in a window, X-RateLimit-* headers) or pool (60 calls of any kind
                 in a window, RateLimit-* headers)
  --help         print this

Example: npm run bench:matrix -- --limit pool`,
  () => {
    const { values } = parseArgs({ options: { limit: { type: 'string' } } });
    if (values.limit !== undefined && !['writes', 'pool'].includes(values.limit)) {
      throw new Error(`--limit takes writes or pool, not '${values.limit}'`);
    }
    return values;
  },
);

const limits = [
  {
    name: 'writes',
    title: '20 writes, `X-RateLimit-*`',
    jobs: 60,
    perWindow: 20,
    rules: { rateLimit: 'separate', rateLimitHeaders: 'x-ratelimit', writesPerWindow: 20 },
  },
  {
    name: 'pool',
    title: 'pool of 60 calls, `RateLimit-*`',
    jobs: 100,
    perWindow: 60,
    rules: { rateLimit: 'pool', rateLimitHeaders: 'ratelimit', callsPerWindow: 60 },
  },
] as const;

/** eToro's own window is a minute. */
const WINDOW = 10_000;
const MOST_REFUSED = 3;

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;

interface Result {
  readonly title: string;
  readonly checks: readonly (readonly [title: string, measured: string | number, wanted: string, holds: boolean])[];
}

async function play({ title, jobs: count, perWindow, rules }: (typeof limits)[number]) {
  // The first calls fill a window, the next ones the next. The last ones need not wait for the end of theirs.
  const leastTime = (Math.ceil(count / perWindow) - 1) * WINDOW;
  // Jobs wait longer than they have to, each by a random time, so that they do not all come back at once.
  const mostTime = leastTime + 2 * WINDOW;
  const sandbox = await startSandbox({ ...rules, windowMs: WINDOW, tokenLimit: 2 * count });
  // Every job has an address of its own, so that the sandbox can tell whose call it is.
  const addresses = Array.from({ length: count }, (_, n) => `20.102.38.${n + 1}`);
  const jobs = addresses.map((address) =>
    startJob({
      inputs: {
        'api-key': SANDBOX_API_KEY,
        'user-key': SANDBOX_USER_KEY,
        'portfolio-id': SANDBOX_PORTFOLIO_ID,
        scopes: 'demo:read',
        'runner-ip': address,
        'api-url': sandbox.url,
      },
    }),
  );
  const start = performance.now();
  const ended = await Promise.all(
    jobs.map(async (job) => {
      const step = await job.step({ guardMs: 2 * mostTime });
      return { step, doneAfter: performance.now() - start };
    }),
  );
  const total = Math.max(...ended.map(({ doneAfter }) => doneAfter));

  const creates = sandbox.requests.filter(({ operation }) => operation === 'createUserToken');
  const callsOf = (address: string) => creates.filter(({ body }) => JSON.stringify(body).includes(`"${address}"`));
  const firstCalls = addresses.flatMap((address) => callsOf(address)[0]?.at ?? []);
  const refused = addresses.map((address) => callsOf(address).filter(({ status }) => status === 429).length);
  const live = new Set(sandbox.tokens().map(({ secret }) => secret));
  const served = ended.filter(({ step }) => step.exitCode === 0 && live.has(step.outputs['token'] ?? '')).length;
  const names = new Set(sandbox.tokens().map(({ name }) => name)).size;
  const mostRefused = Math.max(...refused);

  for (const { step } of ended) if (step.exitCode !== 0) console.log(step.log);
  for (const job of jobs) job.close();
  await sandbox.close();
  return {
    title,
    checks: [
      ['jobs that got their token', served, `${count}`, served === count],
      ['names of the tokens', names, `${count}`, names === count],
      ['time until the last token', seconds(total), `≤ ${seconds(mostTime)}`, total <= mostTime],
      ['refused calls per job, most', mostRefused, `≤ ${MOST_REFUSED}`, mostRefused <= MOST_REFUSED],
      ['refused calls per job, mean', mean(refused).toFixed(2), '', true],
      ['first calls of all jobs within', seconds(Math.max(...firstCalls) - Math.min(...firstCalls)), '', true],
      ['half of the jobs done after', seconds(median(ended.map(({ doneAfter }) => doneAfter))), '', true],
    ],
  } satisfies Result;
}

const results: Result[] = [];
for (const limit of limits) {
  if (options.limit === undefined || options.limit === limit.name) results.push(await play(limit));
}
const rows = results.flatMap(({ title, checks }) =>
  checks.map(([what, measured, wanted, holds]) => [title, what, measured, wanted, holds ? 'ok' : 'NO']),
);
console.log(table([`rate limit, per ${seconds(WINDOW)}`, '', 'measured', 'wanted', ''], rows));
process.exitCode = rows.every((row) => row.at(-1) === 'ok') ? 0 : 1;
