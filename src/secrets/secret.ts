import { inspect } from 'node:util';

/** A value shorter than this, in characters, is no secret: to hide it would make messages unreadable. */
export const SHORTEST_SECRET = 8;

/**
 * A value that nobody may see. It prints as `***` wherever it becomes text by accident (a template, JSON, an inspected
 * object). `reveal()` marks the few places that need the value itself: SECURITY.md lists them.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }

  [inspect.custom](): string {
    return '***';
  }
}
