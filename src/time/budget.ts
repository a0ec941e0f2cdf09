import type { Clock } from './clock.ts';

export type Budget = ReturnType<typeof startBudget>;

/** The time that something may take, and what is left of it from now on, never below 0; both in milliseconds. */
export function startBudget(total: number, clock: Clock) {
  const end = clock.elapsed() + total;
  return { total, remaining: () => Math.max(0, end - clock.elapsed()) };
}
