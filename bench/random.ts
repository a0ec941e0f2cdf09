/** Randomness that a seed repeats. */
export interface Dice {
  /** From 0 (inclusive) to 1 (exclusive). */
  readonly roll: () => number;
  /** A whole number, both ends inclusive. */
  readonly between: (least: number, most: number) => number;
  /** Whether something of this probability happens. */
  readonly happens: (probability: number) => boolean;
  readonly pick: <T>(items: readonly [T, ...T[]]) => T;
  /** `length` characters of the alphabet. */
  readonly text: (length: number, alphabet: string) => string;
}

/** @param seed a whole number of 32 bits */
export function dice(seed: number): Dice {
  let state = seed;
  // mulberry32: small, fast, and good enough to roll dice with.
  const roll = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number) => least + Math.floor(roll() * (most - least + 1));
  return {
    roll,
    between,
    happens: (probability) => roll() < probability,
    pick: (items) => items[between(0, items.length - 1)] ?? items[0],
    text: (length, alphabet) =>
      Array.from({ length }, () => alphabet.charAt(between(0, alphabet.length - 1))).join(''),
  };
}

/** The seed of one run of many: eight hexadecimal digits. */
export function seedOfRun(seed: number, run: number): string {
  const { roll } = dice(Math.imul(seed, 0x9e3779b1) ^ Math.imul(run + 1, 0x85ebca6b));
  return Math.floor(roll() * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
}
