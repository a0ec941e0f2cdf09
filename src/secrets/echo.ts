import { base64At3Places, formsOf, type Secret } from './secret.ts';

/** A piece of a secret this long, in letters and digits, gives it away in text from somebody else. */
const PIECE = 8;

/** How often a text is decoded: an escape may hide another one. */
const ROUNDS = 3;

/** What secrets look like in a text. */
export interface Echoes {
  readonly forms: readonly string[];
  /**
   * The letters and digits of all forms, those of a base64 in a base64 too. One text to search in is faster than many, or
   * than a set of pieces, because the searched texts are short. No piece has the space between two forms.
   */
  readonly letters: string;
}

export function echoesOf(secrets: readonly Secret[]): Echoes {
  const forms = secrets.flatMap(formsOf);
  const twice = secrets.flatMap((secret) =>
    base64At3Places(secret.reveal()).flatMap(base64At3Places),
  );
  return { forms, letters: [...forms, ...twice].map(lettersOf).join(' ') };
}

/**
 * Whether a text from somebody else repeats a secret or a piece of one: as it is, in hex or in base64 (once or twice),
 * escaped for a URI, for HTML, or as `\uXXXX`, in any case, spaced or wrapped.
 *
 * @param pieceLength in letters and digits; 8 by default
 */
export function repeatsSecret(text: string, known: Echoes, pieceLength = PIECE): boolean {
  let view = text;
  for (let round = 0; round <= ROUNDS; round++) {
    const seen = view;
    // A secret may have few letters and digits.
    if (known.forms.some((form) => seen.includes(form))) return true;
    const letters = lettersOf(view);
    for (let at = 0; at + pieceLength <= letters.length; at++) {
      if (known.letters.includes(letters.slice(at, at + pieceLength))) return true;
    }
    if (!/[%&\\]/.test(view)) break;
    view = decoded(view);
  }
  return false;
}

/** The letters and digits of a text in lower case: what is left of a secret however it is spaced, wrapped or cased. */
function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The escapes that carry a character as a hexadecimal number. */
const hexEscapes = [
  /&#x([0-9a-f]{2,6});?/gi,
  /\\u\{?([0-9a-f]{4})\}?/gi,
  /%u([0-9a-f]{4})/gi,
  /(?:%|\\x)([0-9a-f]{2})/gi,
];

function decoded(text: string): string {
  const character = (code: number) => (code <= 0x10_ff_ff ? String.fromCodePoint(code) : ' ');
  return hexEscapes
    .reduce(
      (rest, escape) =>
        rest.replace(escape, (_, digits: string) => character(parseInt(digits, 16))),
      text,
    )
    .replace(/&#(\d{2,7});?/g, (_, digits: string) => character(Number(digits)))
    .replace(/&amp;/gi, '&')
    .replace(/&(?:lt|gt|quot|apos);|\\[nrt]/gi, ' ');
}
