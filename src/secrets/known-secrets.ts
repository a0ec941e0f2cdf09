import { showable } from './foreign-text.ts';
import { SHORTEST_SECRET, type Secret } from './secret.ts';

/** Of letters beyond ASCII, the lower case may have another length. */
const lowerCase = (text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** All secrets that the program knows: the keys, and each token from the moment it arrives. */
export type KnownSecrets = ReturnType<typeof openKnownSecrets>;

/** @param mask tells the runner to hide a value in the job's log */
export function openKnownSecrets(mask: (value: string) => void) {
  const forms = new Set<string>();

  /** `text` with every secret, in any case and in the forms that the runner masks, replaced by `***`. */
  function redact(text: string): string {
    const searched = lowerCase(text);
    const units = text.split('');
    // All are found before one is replaced: otherwise the rest of a secret that contains another one would stay.
    for (const form of forms) {
      for (let at = searched.indexOf(form); at >= 0; at = searched.indexOf(form, at + 1)) {
        units.fill('\0', at, at + form.length);
      }
    }
    return units.join('').replace(/\0+/g, '***');
  }

  return {
    /** Masks a secret in the whole job, before anything else is done with it. */
    add(secret: Secret): void {
      const value = secret.reveal();
      mask(value);
      // Any other value is no key, and may be a sentence of a message.
      if (value.length < SHORTEST_SECRET || !/^[\x21-\x7e]+$/.test(value)) return;
      for (const form of formsOf(value)) forms.add(form.toLowerCase());
    },
    redact,
    /** A text from elsewhere (eToro, a list, an address service), fit for one line: see `showable`. */
    foreignText: (text: string, most?: number) => showable(text, redact, most),
  };
}

/** A secret as it is, in a URI, in JSON, and in base64 at each of the three places of a group where it may begin. */
function formsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  const base64 = [0, 1, 2].map((place) => bytes.subarray(place).toString('base64'));
  return [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1), ...base64];
}
