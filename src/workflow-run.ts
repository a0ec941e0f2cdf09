// From the file itself: the package's one entry loads all of Octokit beside the context.
import { Context } from '../node_modules/@actions/github/lib/context.js';
import type { WorkflowRun } from './token-name.ts';

/** The context also reads the event that started the run, which is nothing to fail for when it cannot be read. */
function readContext(): { runId: number; runAttempt: number } {
  try {
    return new Context();
  } catch {
    return { runId: NaN, runAttempt: NaN };
  }
}

/** The workflow run that this step belongs to, as far as its environment tells. */
export function workflowRun(): WorkflowRun {
  const { runId, runAttempt } = readContext();
  // The context's own `repo` throws where there is none.
  const [owner, repo] = (process.env['GITHUB_REPOSITORY'] ?? '').split('/');
  return {
    ...(owner && { owner }),
    ...(repo && { repo }),
    ...(Number.isSafeInteger(runId) && { runId }),
    ...(Number.isSafeInteger(runAttempt) && { runAttempt }),
  };
}
