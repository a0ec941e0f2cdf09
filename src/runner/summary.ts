import { appendFileSync } from 'node:fs';
import type { KnownSecrets } from '../secrets/known-secrets.ts';
import type { Log } from '../secrets/log.ts';

/**
 * Adds a table to the job summary, redacted like the log: an id from eToro may be a secret. A runner without summaries, or
 * a full one, is no reason to fail.
 */
export function addSummary(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { log, secrets }: { readonly log: Log; readonly secrets: KnownSecrets },
): void {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => escapeMarkdown(secrets.redact(cell))).join(' | ')} |\n`;
  const table = [line(head), `|${' --- |'.repeat(head.length)}\n`, ...rows.map(line)].join('');
  try {
    // `core.summary` would load Node's asynchronous file system.
    appendFileSync(process.env['GITHUB_STEP_SUMMARY'] ?? '', `### ${title}\n\n${table}\n`);
  } catch {
    log.warning('The job summary cannot be written. Nothing else is affected.');
  }
}

/** A name may be anything, and the summary renders Markdown and HTML, and makes links of `https://` and `www.`. */
function escapeMarkdown(text: string): string {
  return text
    .replace(/[\p{Cf}\p{DI}]/gu, '')
    .replace(/[^\p{L}\p{N} ,.:/-]|:(?=\/\/)|(?<=www)\./giu, (sign) => `&#${sign.codePointAt(0)};`);
}
