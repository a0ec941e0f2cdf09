import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';

/** Random values that the same seed repeats. */
export interface Dice {
  /** An integer, both ends inclusive. */
  readonly between: (least: number, most: number) => number;
  /** Whether something of this probability happens. */
  readonly happens: (probability: number) => boolean;
  readonly pick: <T>(items: readonly [T, ...T[]]) => T;
  /** `length` characters of the alphabet. */
  readonly text: (length: number, alphabet: string) => string;
}

/** @param seed an integer of 32 bits */
export function dice(seed: number): Dice {
  const generator = mersenne(seed);
  const between = (least: number, most: number) => uniformInt(generator, least, most);
  return {
    between,
    happens: (probability) => uniformFloat64(generator) < probability,
    pick: (items) => items[between(0, items.length - 1)] ?? items[0],
    text: (length, alphabet) => Array.from({ length }, () => alphabet.charAt(between(0, alphabet.length - 1))).join(''),
  };
}

/** The seeds of the first `runs` runs: eight hexadecimal digits each. More runs keep the seeds of the first ones. */
export function seedsOfRuns(seed: number, runs: number): string[] {
  const { between } = dice(seed);
  return Array.from({ length: runs }, () =>
    between(0, 2 ** 32 - 1)
      .toString(16)
      .padStart(8, '0'),
  );
}
