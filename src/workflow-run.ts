// From the file itself: the package's one entry loads all of Octokit beside the context.
import { Context } from '../node_modules/@actions/github/lib/context.js';
import type { WorkflowRun } from './token-name.ts';

/** The workflow run that this step belongs to, as far as its environment tells. */
export function workflowRun(): WorkflowRun {
  const { runId, runAttempt } = new Context();
  // The context's own `repo` throws where there is none.
  const [owner, repo] = (process.env['GITHUB_REPOSITORY'] ?? '').split('/');
  return {
    ...(owner && { owner }),
    ...(repo && { repo }),
    ...(Number.isSafeInteger(runId) && { runId }),
    ...(Number.isSafeInteger(runAttempt) && { runAttempt }),
  };
}
