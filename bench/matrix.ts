// A workflow with a large matrix: many jobs start in the same second on one user key, against the rate limit.
import { startJob } from '../sandbox/runner.ts';
import {
  SANDBOX_API_KEY,
  SANDBOX_PORTFOLIO_ID,
  SANDBOX_USER_KEY,
  startSandbox,
} from '../sandbox/server.ts';
import { mean, median, table } from './numbers.ts';

const JOBS = 60;
const WRITES = 20;
/** eToro's own window is a minute. */
const WINDOW = 10_000;
/** The first calls fill a window, the next ones the next: the last ones need not wait for theirs to end. */
const LEAST_TIME = (Math.ceil(JOBS / WRITES) - 1) * WINDOW;
const MOST_TIME = 2 * LEAST_TIME;
const MOST_REFUSED = 3;

const sandbox = await startSandbox({
  writesPerWindow: WRITES,
  windowMs: WINDOW,
  tokenLimit: 2 * JOBS,
});
const jobs = Array.from({ length: JOBS }, () =>
  startJob({
    inputs: {
      'api-key': SANDBOX_API_KEY,
      'user-key': SANDBOX_USER_KEY,
      'portfolio-id': SANDBOX_PORTFOLIO_ID,
      scopes: 'demo:read',
      'runner-ip': '20.102.38.7',
      'api-url': sandbox.url,
    },
  }),
);
const start = performance.now();
const ended = await Promise.all(
  jobs.map(async (job) => {
    const step = await job.step({ guardMs: 2 * MOST_TIME });
    const doneAfter = performance.now() - start;
    const waits = step.log.match(/Waiting .+ before try \d+/g) ?? [];
    return { step, doneAfter, refused: waits.length };
  }),
);
const total = Math.max(...ended.map(({ doneAfter }) => doneAfter));

const creates = sandbox.requests.filter(({ operation }) => operation === 'createUserToken');
const firstCalls = creates.slice(0, JOBS).map(({ at }) => at);
const live = new Set(sandbox.tokens().map(({ secret }) => secret));
const served = ended.filter(
  ({ step }) => step.exitCode === 0 && live.has(step.outputs['token'] ?? ''),
);
const names = new Set(sandbox.tokens().map(({ name }) => name));
const refused = ended.map((end) => end.refused);
const refusedCalls = creates.filter(({ status }) => status === 429).length;

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;
const checks = [
  ['jobs that got their token', served.length, `${JOBS}`, served.length === JOBS],
  ['names of the tokens', names.size, `${JOBS}`, names.size === JOBS],
  ['time until the last token', seconds(total), `≤ ${seconds(MOST_TIME)}`, total <= MOST_TIME],
  ['… in least times', (total / LEAST_TIME).toFixed(2), '≤ 2.00', total <= MOST_TIME],
  [
    'refused calls per job, most',
    Math.max(...refused),
    `≤ ${MOST_REFUSED}`,
    Math.max(...refused) <= MOST_REFUSED,
  ],
  ['refused calls per job, mean', mean(refused).toFixed(2), '', true],
  ['refused calls in all', refusedCalls, '', refusedCalls === refused.reduce((a, b) => a + b, 0)],
] as const;

console.log(
  `${JOBS} jobs on one user key, ${WRITES} writes per ${seconds(WINDOW)}: at the least ${seconds(LEAST_TIME)}. ` +
    `The first calls of all jobs came within ${seconds(Math.max(...firstCalls) - Math.min(...firstCalls))}; ` +
    `half of the jobs were done after ${seconds(median(ended.map(({ doneAfter }) => doneAfter)))}.\n`,
);
console.log(
  table(
    ['', 'measured', 'wanted', ''],
    checks.map(([title, measured, wanted, holds]) => [
      title,
      measured,
      wanted,
      holds ? 'ok' : 'NO',
    ]),
  ),
);
for (const { step } of ended) if (step.exitCode !== 0) console.log(step.log);
process.exitCode = checks.every(([, , , holds]) => holds) ? 0 : 1;

for (const job of jobs) job.close();
await sandbox.close();
