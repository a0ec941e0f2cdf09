import { expect, test } from '@jest/globals';
import { repositoryIdOf } from '../../src/names/family.ts';
import { workflowRun } from '../../src/runner/workflow-run.ts';
import { startRunner } from '../runner.ts';

startRunner();

const give = (env: Record<string, string>) => Object.assign(process.env, env);

test('is what the environment tells', () => {
  give({
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'acme/trader.bot',
    GITHUB_REPOSITORY_ID: '1296269',
    GITHUB_RUN_ID: '16000000001',
    GITHUB_RUN_ATTEMPT: '2',
  });
  const repository = repositoryIdOf('https://github.com', '1296269');
  expect(workflowRun()).toEqual({ repository, runId: 16_000_000_001, runAttempt: 2 });
});

test('is 0 where the environment does not tell', () => {
  expect(workflowRun()).toEqual({ repository: repositoryIdOf('', ''), runId: 0, runAttempt: 0 });
});

test('a repository without an id is told by its name, however that is spelled', () => {
  give({ GITHUB_REPOSITORY: 'Acme/Bot' });
  expect(workflowRun().repository).toBe(repositoryIdOf('', 'acme/bot'));
});

test.each(['', '0', '-1', '1.5', '12a', '9007199254740993'])('a run id of %j is 0', (id) => {
  give({ GITHUB_RUN_ID: id });
  expect(workflowRun().runId).toBe(0);
});
