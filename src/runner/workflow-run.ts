import { repositoryIdOf, type WorkflowRun } from '../names/family.ts';

/**
 * The workflow run that this step belongs to, as far as its environment tells. `@actions/github` has these too, but its
 * one entry loads all of Octokit beside them.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export function workflowRun(): WorkflowRun {
  const { env } = process;
  const id = positive(env['GITHUB_REPOSITORY_ID']);
  const name = (env['GITHUB_REPOSITORY'] ?? '').toLowerCase();
  return {
    repository: repositoryIdOf(env['GITHUB_SERVER_URL'] ?? '', id > 0 ? String(id) : name),
    runId: positive(env['GITHUB_RUN_ID']),
    runAttempt: positive(env['GITHUB_RUN_ATTEMPT']),
  };
}

function positive(text = ''): number {
  const number = /^[1-9]\d*$/.test(text) ? Number(text) : 0;
  return Number.isSafeInteger(number) ? number : 0;
}
