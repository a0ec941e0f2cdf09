import type { Clock } from './clock.ts';

/** The time that something may take. It starts to run when it is made. */
export interface Budget {
  /** What it was at first, in milliseconds. */
  readonly total: number;
  /** The milliseconds that are left, never below 0. */
  readonly remaining: () => number;
}

export function startBudget(total: number, clock: Clock): Budget {
  const end = clock.elapsed() + total;
  return { total, remaining: () => Math.max(0, end - clock.elapsed()) };
}
