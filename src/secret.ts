import { inspect } from 'node:util';

// In characters.
const SHORTEST_SECRET = 6;

/**
 * A value that must not be seen. It prints as `***` wherever it is turned into text by accident (a template, JSON, an
 * inspected object); `reveal()` marks the few places that need the value itself.
 */
export class Secret {
  readonly #value: string;
  #forms: readonly string[] | undefined;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  /**
   * What it may look like in a text: as it is, URI-encoded, JSON-escaped, in hex, or in base64, at any offset. Nothing for
   * a value too short to be a key: hiding that would only cut holes into every message.
   */
  forms(): readonly string[] {
    const value = this.#value;
    return (this.#forms ??=
      value.length < SHORTEST_SECRET
        ? []
        : [
            value,
            // What is not well-formed has no URI form, and would throw.
            encodeURIComponent(value.toWellFormed()),
            JSON.stringify(value).slice(1, -1),
            Buffer.from(value).toString('hex'),
            ...[0, 1, 2].map((offset) => Buffer.from(value).subarray(offset).toString('base64')),
          ]);
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

/** Runs of a secret this long are hidden in foreign text, for an echo may be cut short. */
const SHORTEST_PIECE = 16;

function formsOf(secrets: readonly Secret[]): string[] {
  return secrets.flatMap((secret) => secret.forms());
}

/** `text` with every secret, in each of its forms, replaced by `***`. */
export function redact(text: string, secrets: readonly Secret[]): string {
  return formsOf(secrets).reduce((rest, form) => rest.replaceAll(form, '***'), text);
}

/** The same, and long pieces of secrets too. For text that may come from somebody else. */
export function redactPieces(text: string, secrets: readonly Secret[]): string {
  return formsOf(secrets).reduce(hidePieces, redact(text, secrets));
}

function hidePieces(text: string, secret: string): string {
  let hidden = '';
  for (let at = 0; at < text.length;) {
    let end = at + SHORTEST_PIECE;
    if (end > text.length || !secret.includes(text.slice(at, end))) {
      hidden += text.charAt(at++);
      continue;
    }
    while (end < text.length && secret.includes(text.slice(at, end + 1))) end++;
    hidden += '***';
    at = end;
  }
  return hidden;
}

/**
 * Text from somebody else (an API, an address service) made fit for one line of a log: secrets hidden, control
 * characters (a new line could start a workflow command) and runs of white space folded, and cut at `most` characters.
 */
export function foreignText(text: string, secrets: readonly Secret[], most = 300): string {
  // Hiding comes before cutting, or a secret cut in two would slip through. The first cut only bounds the work, and what
  // it may have left of a secret goes with it.
  const longest = 10 * most;
  const hidden = redactPieces(text.slice(0, longest), secrets);
  const line = (text.length > longest ? hidden.slice(0, -SHORTEST_PIECE) : hidden)
    // eslint-disable-next-line no-control-regex -- control characters are what this is about
    .replace(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .trim();
  return line.length > most ? `${line.slice(0, most)}…` : line;
}
