import { readFileSync } from 'node:fs';

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
