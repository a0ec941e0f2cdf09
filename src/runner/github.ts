import { readFileSync } from 'node:fs';

/**
 * Loads `@actions/github`. Only what needs it waits for that, never a job for its token. The package reads the event of the
 * workflow as it is loaded. A file that is missing or broken would make it print or throw, so it is loaded without.
 */
export async function loadGitHub() {
  if (!isEvent(process.env['GITHUB_EVENT_PATH'])) delete process.env['GITHUB_EVENT_PATH'];
  return import('@actions/github');
}

function isEvent(path = ''): boolean {
  try {
    const event: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof event === 'object' && event !== null;
  } catch {
    return false;
  }
}
