import { quote, type Parsed } from './parsed.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Parses a duration with units, largest first: `90s`, `15m`, `1h30m`, `2d`.
 *
 * @returns milliseconds between `least` and `most`, both inclusive and in milliseconds
 */
export function parseDuration(text: string, least: number, most: number): Parsed<number> {
  const match = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/i.exec(text);
  if (!match || text === '') {
    const hint = /^\d{1,9}$/.test(text) ? ` It has no unit: ${text}s, ${text}m or ${text}h?` : '';
    return {
      problem: `${quote(text)} is not a duration.${hint} Write it with units, such as 90s, 15m, 1h30m or 2d.`,
    };
  }
  const sizes = [DAY, HOUR, MINUTE, SECOND];
  const counts = match.slice(1).map((digits: string | undefined) => Number(digits ?? 0));
  const value = counts.reduce((sum, count, index) => sum + count * (sizes[index] ?? 0), 0);
  if (value < least || value > most) {
    const side = value < least ? 'short' : 'long';
    return {
      problem: `${quote(text)} is too ${side}. It takes ${formatDuration(least)} to ${formatDuration(most)}.`,
    };
  }
  return { value };
}

/** Milliseconds as a person writes them, rounded up to whole seconds: `1h30m`, `5s`. */
export function formatDuration(milliseconds: number): string {
  let rest = Math.ceil(milliseconds / SECOND) * SECOND;
  let text = '';
  for (const [unit, size] of [
    ['d', DAY],
    ['h', HOUR],
    ['m', MINUTE],
    ['s', SECOND],
  ] as const) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text || '0s';
}
