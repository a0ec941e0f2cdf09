import { echoesOf, repeatsSecret, type Echoes } from './echo.ts';
import { redact } from './redact.ts';
import type { Secret } from './secret.ts';
import { oneLine } from './shown-text.ts';

/** All secrets that the program knows: the keys, and each token from the moment it arrives. */
export interface KnownSecrets {
  /** Masks a secret in the whole job, before anything else is done with it. */
  readonly add: (secret: Secret) => void;
  /** `text` with every secret, and long pieces of secrets, replaced by `***`. */
  readonly redact: (text: string) => string;
  /** Whether a text repeats a secret or a piece of one (of 8 letters and digits by default), in whatever spelling. */
  readonly areRepeatedIn: (text: string, pieceLength?: number) => boolean;
  /**
   * A text from somebody else (an API, an address service), fit for one line of the log: at most `most` characters, 300
   * by default. One that repeats a secret is withheld as a whole.
   */
  readonly foreignText: (text: string, most?: number) => string;
}

/** A piece of a secret this long, in letters and digits, is no chance: ids and names have shorter runs in common with keys. */
export const KEY_PIECE = 12;

/** The most characters of a text from somebody else that are read: more than are shown of any. */
export const LONGEST_READ = 10_000;

export const WITHHELD = '(text withheld, because it repeats a part of a key or token)';

/** @param mask tells the runner to hide a value in the job's log */
export function openKnownSecrets(mask: (value: string) => void): KnownSecrets {
  const secrets: Secret[] = [];
  // Made when it is needed, and made again when there is another secret.
  let echoes: Echoes | undefined;
  const known = () => (echoes ??= echoesOf(secrets));
  const areRepeatedIn = (text: string, pieceLength?: number) =>
    repeatsSecret(text, known(), pieceLength);
  return {
    add(secret) {
      mask(secret.reveal());
      secrets.push(secret);
      echoes = undefined;
    },
    redact: (text) => redact(text, known().forms),
    areRepeatedIn,
    foreignText(text, most = 300) {
      const read = text.slice(0, LONGEST_READ);
      return areRepeatedIn(read) ? WITHHELD : oneLine(read, most);
    },
  };
}
