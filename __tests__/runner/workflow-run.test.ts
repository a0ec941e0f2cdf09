import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { workflowRun } from '../../src/runner/workflow-run.ts';
import { startRunner, type Runner } from '../runner.ts';

let runner: Runner;
beforeEach(() => {
  runner = startRunner();
});
afterEach(() => {
  runner.close();
});

test('is what the environment tells', () => {
  Object.assign(process.env, {
    GITHUB_REPOSITORY: 'acme/trader.bot',
    GITHUB_RUN_ID: '16000000001',
    GITHUB_RUN_ATTEMPT: '2',
  });
  expect(workflowRun()).toEqual({
    owner: 'acme',
    repo: 'trader.bot',
    runId: 16_000_000_001,
    runAttempt: 2,
  });
});

test('leaves out what the environment does not tell', () => {
  expect(workflowRun()).toEqual({});
});

test.each(['acme', 'acme/', ''])('takes what there is of the repository %j', (repository) => {
  process.env['GITHUB_REPOSITORY'] = repository;
  expect(workflowRun()).toEqual(repository === '' ? {} : { owner: 'acme' });
});

test.each(['', '0', '-1', '1.5', '12a', '9007199254740993'])(
  'a run id of %j is not known',
  (id) => {
    process.env['GITHUB_RUN_ID'] = id;
    expect(workflowRun()).toEqual({});
  },
);
