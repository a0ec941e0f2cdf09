import type { WorkflowRun } from './token-name.ts';

/**
 * The workflow run that this step belongs to, as far as its environment tells.
 *
 * Of `@actions/github`, the action would use only these three variables, and its one entry loads all of Octokit too:
 * 198 KB more in the bundle, and a step that takes 1.1 times as long.
 */
export function workflowRun(): WorkflowRun {
  const [owner, repo] = (process.env['GITHUB_REPOSITORY'] ?? '').split('/');
  const runId = numberIn('GITHUB_RUN_ID');
  const runAttempt = numberIn('GITHUB_RUN_ATTEMPT');
  return {
    ...(owner && { owner }),
    ...(repo && { repo }),
    ...(runId !== undefined && { runId }),
    ...(runAttempt !== undefined && { runAttempt }),
  };
}

/** The positive number in an environment variable; undefined where there is none. */
function numberIn(name: string): number | undefined {
  const number = Number(process.env[name]);
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}
