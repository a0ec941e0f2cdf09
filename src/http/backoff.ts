import { SECOND } from '../time/duration.ts';

const FIRST_PAUSE = SECOND;
const LONGEST_PAUSE = 30 * SECOND;

/** A number from 0 (inclusive) to 1 (exclusive). */
export type Random = () => number;

/**
 * Exponential backoff with full jitter: a time from 0 to a limit that doubles with each try.
 *
 * @param tries how many tries there were, from 1
 * @returns milliseconds
 */
export function backoff(tries: number, random: Random): number {
  return random() * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (tries - 1));
}
