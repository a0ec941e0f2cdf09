export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Milliseconds as a person writes them, rounded up: `1h30m`, `42s`; below ten seconds with tenths, `0.4s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 10 * SECOND) return `${Math.ceil(milliseconds / 100) / 10}s`;
  let rest = Math.ceil(milliseconds / SECOND) * SECOND;
  let text = '';
  for (const [unit, size] of Object.entries({ d: DAY, h: HOUR, m: MINUTE, s: SECOND })) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text;
}
