import type { ApiVersion } from '../etoro/scopes.ts';
import { toUuid, type Uuid } from '../etoro/uuid.ts';
import { quote } from '../text/shown-text.ts';
import { DAY, formatDuration, HOUR, MINUTE, SECOND } from '../time/clock.ts';
import type { Parsed } from './parsed.ts';
import { pasteMistake } from './paste-mistake.ts';

/** Parses an input that is `true` or `false`, in any case. */
export function parseBoolean(text: string): Parsed<boolean> {
  const word = text.toLowerCase();
  if (word === 'true' || word === 'false') return { value: word === 'true' };
  return { problem: `${quote(text)} is neither true nor false. Write one of them.` };
}

export function parseApiVersion(text: string): Parsed<ApiVersion> {
  const word = text.toLowerCase();
  if (word === 'v1' || word === 'v2') return { value: word };
  return { problem: `${quote(text)} is not a version of the API. Write v1 or v2.` };
}

/** The longest that a job can run, on a self-hosted runner. */
const LONGEST_JOB = 5 * DAY;

/** Parses a duration with units, largest first (`90s`, `1h30m`, `2d`), into milliseconds: `least` to five days. */
export function parseDuration(text: string, least: number): Parsed<number> {
  const match = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/i.exec(text);
  if (!match || text === '') {
    const hint = /^\d{1,9}$/.test(text) ? ` It has no unit: ${text}s, ${text}m or ${text}h?` : '';
    return { problem: `${quote(text)} is not a duration.${hint} Write it with units, such as 90s, 15m, 1h30m or 2d.` };
  }
  const sizes = [DAY, HOUR, MINUTE, SECOND];
  const counts = match.slice(1).map((digits: string | undefined) => Number(digits ?? 0));
  const value = counts.reduce((sum, count, index) => sum + count * (sizes[index] ?? 0), 0);
  if (value < least || value > LONGEST_JOB) {
    const side = value < least ? 'short' : 'long';
    return {
      problem: `${quote(text)} is too ${side}. Write ${formatDuration(least)} to ${formatDuration(LONGEST_JOB)}.`,
    };
  }
  return { value };
}

/** Parses a UUID, in any case. A problem says whose id it is, such as `agent-portfolio`. */
export function parseUuid(text: string, what: string): Parsed<Uuid> {
  const value = toUuid(text);
  if (value !== undefined) return { value };
  const [, inner = ''] = /^[({["'`]+(.*?)[)}\]"'`]+$/.exec(text) ?? [];
  if (toUuid(inner) !== undefined) return { problem: `It has braces or quotes around it. Write ${inner} alone.` };
  const mistake = pasteMistake(text);
  if (mistake !== undefined) return { problem: mistake };
  return {
    problem: `${quote(text)} is not a UUID. Write the id of the ${what}, such as a1b2c3d4-e5f6-7890-abcd-ef1234567890.`,
  };
}
