import type { WorkflowRun } from '../token/name.ts';

/**
 * The workflow run that this step belongs to, as far as its environment tells. `@actions/github` has these too, but its
 * one entry loads all of Octokit beside them.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export function workflowRun(): WorkflowRun {
  const [owner, repo] = (process.env['GITHUB_REPOSITORY'] ?? '').split('/');
  const runId = positive(process.env['GITHUB_RUN_ID']);
  const runAttempt = positive(process.env['GITHUB_RUN_ATTEMPT']);
  return {
    ...(owner && { owner }),
    ...(repo && { repo }),
    ...(runId && { runId }),
    ...(runAttempt && { runAttempt }),
  };
}

function positive(text = ''): number | undefined {
  const number = /^[1-9]\d*$/.test(text) ? Number(text) : undefined;
  return Number.isSafeInteger(number) ? number : undefined;
}
