import { setTimeout as sleep } from 'node:timers/promises';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A moment: milliseconds since 1970. Texts become one where they enter, and it becomes text where it leaves. */
export type Time = number;

/** The runner's clock, which may be off. Passed in, so that tests do not wait. */
export interface Clock {
  readonly now: () => Time;
  /** Milliseconds since a moment that is the same for all processes of the machine. Setting the clock does not change it. */
  readonly elapsed: () => number;
  /** Waits for so many milliseconds. Rejects with the signal's reason when the signal is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  // `performance.now()` would load all of `perf_hooks`.
  elapsed: () => Number(process.hrtime.bigint() / 1_000_000n),
  async sleep(milliseconds, signal) {
    try {
      await sleep(milliseconds, undefined, { signal });
    } catch {
      signal.throwIfAborted();
    }
  },
};

export type Budget = ReturnType<typeof startBudget>;

/** The time that something may take, and what is left of it from now on, never below 0; both in milliseconds. */
export function startBudget(total: number, clock: Clock) {
  const end = clock.elapsed() + total;
  return { total, remaining: () => Math.max(0, end - clock.elapsed()) };
}

/** The wait before another try: `least` and what fits of `spread`, so that a second is left; nothing where it is not. */
export function pauseWithin(budget: Budget, least: number, spread: number): number | undefined {
  const room = budget.remaining() - SECOND;
  return least > room || room <= 0 ? undefined : Math.min(least + spread, room);
}

/** A moment as eToro writes it: UTC, whole seconds, rounded down, such as `2026-12-31T23:59:59Z`. */
export function utcSeconds(time: Time): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}

/**
 * Reads a full ISO date and time, such as eToro writes them: in UTC, even without a zone. A year before 2000 is none: it
 * stands for "not set", as `0001-01-01T00:00:00` does.
 */
export function parseUtc(text: string): Time | undefined {
  const [, local = '', zone = 'Z'] =
    /^([2-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:?\d\d)?$/.exec(text.toUpperCase()) ?? [];
  const [day, time] = [new Date(`${local}Z`), Date.parse(local + zone)];
  // `Date` reads February 30 as March 2.
  const isDay = !Number.isNaN(time) && local.startsWith(day.toISOString().slice(0, 19));
  return isDay ? time : undefined;
}

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
