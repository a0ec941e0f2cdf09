import { beforeEach, expect, jest, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { InputError } from '../../src/runner/common-inputs.ts';
import { whyAbsent } from '../../src/runner/why-absent.ts';
import { startRunner } from '../runner.ts';

const runner = startRunner();
beforeEach(() => {
  // The package reads the event once, when it is loaded.
  jest.resetModules();
});

/** Why inputs are absent, in a job of an event. */
function why(absent: string[], env: Record<string, string> = {}, event: unknown = {}) {
  const path = runner.path('event.json');
  writeFileSync(path, typeof event === 'string' ? event : JSON.stringify(event));
  Object.assign(process.env, { GITHUB_EVENT_PATH: path, GITHUB_EVENT_NAME: 'push', ...env });
  return whyAbsent(new InputError(['…'], absent));
}

const keys = ['api-key', 'user-key'];
const passSecrets = 'Write secrets: inherit in the job that calls it, or pass each secret by its name.';
const usual = `
GitHub replaces a secret that the job does not get with nothing. Settings > Secrets and variables > Actions shows where each one is. The usual causes:
- It belongs to an environment, and the job names none. Write environment: NAME in the job.
- It has another name.
- The workflow is called by another one. ${passSecrets}`;
const usualOfVariable =
  '\nFor portfolio-id, the usual causes are: the variable belongs to an environment, and the job names none (write environment: NAME in the job); or it is saved as a secret (write ${{ secrets.NAME }} and not ${{ vars.NAME }}).';
const ofFork = (fork: string) =>
  `\nThe pull request is from ${fork}, and GitHub gives no secrets to forks. Leave the job out: if: github.event.pull_request.head.repo.full_name == github.repository`;
const ofDependabot =
  "\nDependabot started this run, so GitHub gives it the secrets for Dependabot alone. Save them in Settings > Secrets and variables > Dependabot, or leave the job out: if: github.actor != 'dependabot[bot]'";

const repository = { full_name: 'octo-org/bot', fork: false };
const pullRequestOf = (repo: object | null) => ({ repository, pull_request: { number: 1, head: { repo } } });
const fork = pullRequestOf({ full_name: 'mona/bot' });
const on = (GITHUB_EVENT_NAME: string, GITHUB_ACTOR = 'mona') => ({ GITHUB_EVENT_NAME, GITHUB_ACTOR });

test.each<[string, string[], Record<string, string>, unknown, string]>([
  ['a fork', keys, on('pull_request'), fork, ofFork('the fork mona/bot')],
  ['a fork, reviewed', keys, on('pull_request_review'), fork, ofFork('the fork mona/bot')],
  ['the portfolio too', [...keys, 'portfolio-id'], on('pull_request'), fork, ofFork('the fork mona/bot')],
  ['a deleted fork', keys, on('pull_request'), pullRequestOf(null), ofFork('a fork that is deleted')],
  ['a strange fork', keys, on('pull_request'), pullRequestOf({ full_name: '::x\n' }), ofFork('a fork that is deleted')],
  ['no fork', keys, on('pull_request'), pullRequestOf(repository), usual],
  ['a fork with secrets', keys, on('pull_request_target'), fork, usual],
  ['a fork, and secrets do arrive', ['api-key'], on('pull_request'), fork, usual],
  ['Dependabot', keys, on('pull_request', 'dependabot[bot]'), pullRequestOf(repository), ofDependabot],
  ['Dependabot, pushing', keys, on('push', 'dependabot[bot]'), {}, ofDependabot],
  ['Dependabot, by hand', keys, on('workflow_dispatch', 'dependabot[bot]'), {}, usual],
  ['a call', keys, on('workflow_call'), {}, `\nAnother workflow calls this one. ${passSecrets}`],
  [
    ...(['a schedule on a fork', keys, on('schedule')] as const),
    { repository: { ...repository, fork: true } },
    '\nThis repository is a fork, and has none of the secrets and variables of the one it was made from. Save your own, or leave the job out: if: ${{ !github.event.repository.fork }}',
  ],
  ['a schedule', keys, on('schedule'), { repository }, usual],
  ['one key', ['user-key'], {}, {}, usual],
  ['the portfolio', ['portfolio-id'], on('pull_request'), fork, usualOfVariable],
  ['a key and the portfolio', ['api-key', 'portfolio-id'], {}, {}, usual + usualOfVariable],
  ['another input', ['scopes'], on('pull_request'), fork, ''],
  ['nothing', [], on('pull_request'), fork, ''],
  ['a broken event', keys, on('pull_request'), '{"pull_request":', usual],
  ['an event that is no object', keys, on('pull_request'), 'null', usual],
  ['an event of other parts', keys, on('pull_request'), { pull_request: 5, repository: null }, usual],
  ['no event', keys, { GITHUB_EVENT_PATH: '/nowhere/event.json' }, {}, usual],
  ['a proxy', keys, { https_proxy: 'http://127.0.0.1:9', ...on('pull_request') }, fork, ofFork('the fork mona/bot')],
  ['an address that is none', keys, { GITHUB_API_URL: 'x', https_proxy: 'x', ...on('push') }, {}, ''],
])('%s', async (_what, absent, env, event, expected) => {
  expect(await why(absent, env, event)).toBe(expected);
  expect(runner.printed()).toEqual([]);
});

test('an error that is not about inputs has no such cause', async () => {
  expect(await whyAbsent(new Error('broken'))).toBe('');
});
