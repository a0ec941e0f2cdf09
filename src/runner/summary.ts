import { appendFileSync } from 'node:fs';
import { invisible, isPlainAscii } from '../text/shown-text.ts';
import type { Program } from './program.ts';

/** The most that the rows may take. GitHub drops a summary above 1 MiB as a whole. */
const MOST_BYTES = 1_000_000;

/**
 * Adds a table to the job summary, redacted like the log: an id from eToro may be a secret. A runner without summaries, or
 * a full one, is no reason to fail.
 */
export function addSummary(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { log, secrets }: Pick<Program, 'log' | 'secrets'>,
): void {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => escapeMarkdown(secrets.redact(cell))).join(' | ')} |\n`;
  const lines = rows.map(line);
  let bytes = 0;
  const kept = lines.filter((text) => (bytes += Buffer.byteLength(text)) <= MOST_BYTES);
  const left = lines.length - kept.length;
  const more = `\nThis table is shortened: ${left} more of ${lines.length} rows would make the summary larger than GitHub takes.\n`;
  const table = [line(head), `|${' --- |'.repeat(head.length)}\n`, ...kept, left > 0 ? more : ''];
  try {
    // `core.summary` would load Node's asynchronous file system.
    const path = process.env['GITHUB_STEP_SUMMARY'] ?? '';
    appendFileSync(path, `### ${title}\n\n${table.join('')}\n`);
  } catch {
    log.warning('The job summary cannot be written. Nothing else is affected.');
  }
}

/** A name may be anything, and the summary renders Markdown and HTML, and makes links of `https://` and `www.`. */
function escapeMarkdown(text: string): string {
  const visible = isPlainAscii(text) ? text : text.replace(invisible(), '');
  return visible.replace(/[^A-Za-z0-9 ,.:/-]|:(?=\/\/)|(?<=www)\./giu, (sign) => `&#${sign.codePointAt(0)};`);
}
