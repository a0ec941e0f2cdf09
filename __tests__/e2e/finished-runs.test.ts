import { expect, test } from '@jest/globals';
import { startGitHub, type GitHubOptions, type PlayedGitHub } from '../../sandbox/github.ts';
import type { StepResult } from '../../sandbox/runner.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import { nameOf, repositoryIdOf, startFamily } from '../../src/names/family.ts';
import { closeServers, startProxy, trusting } from '../servers.ts';
import { errorOf, onStage, preload, printedBy, type Stage } from './stage.ts';

// `run: finished` of the action `revoke`, run from dist/ against a GitHub that is played by its published description.

const TOKEN = 'ghs_4f1d8a26c07be93557d2a84e6b9013cf55d0';
const repository = repositoryIdOf('https://github.com', '87654321');
const others = repositoryIdOf('https://github.com', '87654322');
const runs = [
  { id: 1, status: 'completed', run_attempt: 1 },
  { id: 2, status: 'in_progress', run_attempt: 2 },
  { id: 3, status: 'waiting', run_attempt: 1 },
];

/** What a job named a token that it left. */
function name(label: string, runId: number, runAttempt = 1, of = repository, isKept = false) {
  return nameOf(startFamily({ repository: of, runId, runAttempt }, label, isKept), 1);
}

/** The tokens that are left, by their labels. */
const labels = (sandbox: Sandbox) => sandbox.tokens().map((token) => token.name.split('-')[1]);

function leaveTokens(sandbox: Sandbox): void {
  for (const left of [
    name('completed', 1),
    name('earlier', 2, 1),
    name('running', 2, 2),
    name('waiting', 3),
    name('deleted', 4),
    name('kept', 1, 1, repository, true),
    name('elsewhere', 1, 1, others),
    name('unknown', 0),
    'gha-mine',
  ]) {
    sandbox.addToken({ name: left });
  }
}

/** Runs the action in a job, after other jobs have left tokens. */
function onFinishedStage(
  play: (stage: Stage & { github: PlayedGitHub; revoke: Revoke }) => Promise<void>,
  options: Partial<GitHubOptions> = {},
) {
  return onStage(async (stage) => {
    leaveTokens(stage.sandbox);
    const { time } = stage;
    const github = await startGitHub({ token: TOKEN, runs: () => runs, time, ...options });
    const revoke: Revoke = async (inputs = {}, env = {}) => {
      const given = { run: 'finished', 'github-token': TOKEN, ...inputs };
      const job = stage.job(given, {
        action: 'revoke',
        env: { GITHUB_API_URL: github.url, ...env },
      });
      const result = await job.step();
      expect(printedBy(result) + result.summaryRaw + result.stderr).not.toContain(TOKEN);
      return result;
    };
    try {
      await play({ ...stage, github, revoke });
    } finally {
      await github.close();
      await closeServers();
    }
  });
}

type Revoke = (inputs?: Record<string, string>, env?: Record<string, string>) => Promise<StepResult>;

const noneRevoked = [
  ...['completed', 'earlier', 'running', 'waiting', 'deleted'],
  ...['kept', 'elsewhere', 'unknown', 'mine'],
];

test(
  'the tokens of this repository whose run or attempt is over are revoked, and the summary names the runs',
  onFinishedStage(async ({ sandbox, github, revoke }) => {
    const step = await revoke();

    expect(step).toMatchObject({ exitCode: 0, stderr: '' });
    expect(labels(sandbox)).toEqual(['running', 'waiting', 'kept', 'elsewhere', 'unknown', 'mine']);
    expect(step.outputs['revoked']?.split(',')).toHaveLength(3);
    expect(step.masks).toContain(TOKEN);
    expect(github.asked).toEqual(
      [1, 2, 3, 4].map((id) => `/repos/octo-org/trading-bot/actions/runs/${id}?exclude_pull_requests=true`),
    );
    expect(step.summary.match(/\| \d, attempt \d \| revoked \|/g)).toEqual([
      '| 1, attempt 1 | revoked |',
      '| 2, attempt 1 | revoked |',
      '| 4, attempt 1 | revoked |',
    ]);
  }),
);

test(
  'a dry run tells for each token its run and what GitHub says, and sends no revoke',
  onFinishedStage(async ({ sandbox, asked, revoke }) => {
    const step = await revoke({ 'dry-run': 'true' });

    expect(step.exitCode).toBe(0);
    expect(labels(sandbox)).toEqual(noneRevoked);
    expect(asked()).toEqual(['listAgentPortfolios']);
    const said = [...step.log.matchAll(/gha-(\w+)-.*: (run \d, attempt \d)\. GitHub says: (.*)\.$/gm)];
    expect(said.map((match) => match.slice(1).join(' '))).toEqual([
      'completed run 1, attempt 1 completed',
      'earlier run 2, attempt 1 attempt 2 is in_progress',
      'running run 2, attempt 2 in_progress',
      'waiting run 3, attempt 1 waiting',
      'deleted run 4, attempt 1 deleted',
    ]);
    expect(step.log.match(/gha-\w+-.*: would be revoked$/gm)).toHaveLength(3);
  }),
);

test(
  'a rate limit of GitHub is waited for',
  onFinishedStage(
    async ({ sandbox, revoke }) => {
      const step = await revoke({}, preload('no-jitter.cjs'));
      expect(step.exitCode).toBe(0);
      expect(step.log).toContain('GitHub answered HTTP 403. Waiting 1m before asking again.');
      expect(labels(sandbox)).not.toContain('completed');
    },
    { limited: 1 },
  ),
);

const permissions =
  'Leave the input github-token out, and write these two lines into the job:\npermissions:\n  actions: read';

test(
  'without the permission nothing is revoked by finished, and the error says what to write; the rest is revoked',
  onFinishedStage(
    async ({ sandbox, revoke }) => {
      expect(errorOf(await revoke())).toBe(
        `GitHub does not let this job read the workflow runs (HTTP 403). So run: finished revokes nothing. ${permissions}`,
      );
      expect(labels(sandbox)).toEqual(noneRevoked);

      const ids = sandbox.tokens()[0]?.id ?? '';
      expect(errorOf(await revoke({ 'token-ids': ids }))).toContain(permissions);
      expect(labels(sandbox)).toEqual(noneRevoked.slice(1));
    },
    { isAllowed: false },
  ),
);

test(
  'when GitHub does not answer, nothing is revoked',
  onFinishedStage(async ({ sandbox, github, revoke }) => {
    await github.close();
    expect(errorOf(await revoke())).toMatch(
      /^No answer from 127\.0\.0\.1:\d+: the connection cannot be made \(ECONNREFUSED\)\. So run: finished revokes nothing\. /,
    );
    expect(labels(sandbox)).toEqual(noneRevoked);
  }),
);

test(
  'an event file that is broken or missing changes nothing',
  onFinishedStage(async ({ sandbox, revoke }) => {
    const step = await revoke({}, { GITHUB_EVENT_PATH: '/nowhere/event.json' });
    expect(step).toMatchObject({ exitCode: 0, stderr: '' });
    expect(step.log).not.toContain('/nowhere');
    expect(labels(sandbox)).not.toContain('completed');
  }),
);

test(
  'GitHub is asked through the proxy of the environment',
  onFinishedStage(async ({ revoke }) => {
    const proxy = await startProxy();
    const step = await revoke(
      { timeout: '30s' },
      {
        ...trusting,
        GITHUB_API_URL: 'https://api.github.example',
        https_proxy: `http://127.0.0.1:${proxy.port}`,
      },
    );
    expect(new Set(proxy.asked.map(({ url }) => url))).toEqual(new Set(['api.github.example:443']));
    expect(errorOf(step)).toContain('No answer from api.github.example: ');
  }),
);
