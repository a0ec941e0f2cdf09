import { readFileSync } from 'node:fs';
import { repositoryIdOf, type WorkflowRun } from '../names/family.ts';

/**
 * The workflow run that this step belongs to, as far as its environment tells. `@actions/github` has these too, but its
 * one entry loads all of Octokit beside them.
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

/**
 * Loads `@actions/github`, where GitHub knows what nobody else does: never on the way to a token. The package reads the event
 * of the workflow as it is loaded. A file that is missing or broken would make it print or throw, so it goes without.
 */
export async function loadGitHub() {
  try {
    const event: unknown = JSON.parse(readFileSync(process.env['GITHUB_EVENT_PATH'] ?? '', 'utf8'));
    if (typeof event !== 'object' || event === null) throw new Error('not an event');
  } catch {
    delete process.env['GITHUB_EVENT_PATH'];
  }
  return import('@actions/github');
}
