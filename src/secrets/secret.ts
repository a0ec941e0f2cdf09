import { inspect } from 'node:util';

/** A value shorter than this, in characters, is not a key: to hide it would make messages unreadable. */
export const SHORTEST_SECRET = 8;

/**
 * A value that nobody may see. It prints as `***` wherever it becomes text by accident (a template, JSON, an inspected
 * object). `reveal()` marks the few places that need the value itself.
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

/**
 * What a secret may look like in a text: as it is, URI-encoded, JSON-escaped, in hex, and in base64 at each of the three
 * places of a base64 group where it may begin.
 */
export function formsOf(secret: Secret): string[] {
  const value = secret.reveal();
  if (value.length < SHORTEST_SECRET) return [];
  const bytes = Buffer.from(value);
  return [
    value,
    // A text that is not well-formed has no URI form, and would throw.
    encodeURIComponent(value.toWellFormed()),
    JSON.stringify(value).slice(1, -1),
    bytes.toString('hex'),
    ...base64At3Places(value),
  ];
}

export function base64At3Places(value: string): string[] {
  const bytes = Buffer.from(value);
  return [0, 1, 2].map((place) => bytes.subarray(place).toString('base64'));
}
