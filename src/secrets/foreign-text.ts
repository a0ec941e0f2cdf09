import { isIPv4 } from 'node:net';
import { parseName } from '../names/family.ts';
import { invisible, unicode } from '../text/shown-text.ts';

/** So many characters of odd words carry no key: in all (a digit of a number counts as a quarter), and tied by signs. */
const [MOST_ODD, MOST_TIED] = [12, 16];

const DATE = String.raw`\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?`;
const dateOrUuid = new RegExp(`^(?:${DATE}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$`, 'i');
const L = String.raw`[\p{L}\p{M}\p{N}]`;
/** Words, with the signs between them that names and addresses have, and with those that base64 and URLs have. */
const words = unicode(`${L}+`, 'gu');
const names = unicode(`${DATE}(?![._+-]*${L})|${L}+(?:[._+-]+${L}+)*`, 'gu');
const chunks = unicode(`${L}+(?:[._+/=%~-]+${L}+)*`, 'gu');
const tinyWords = unicode(String.raw`(?:(?<!${L})${L}{1,3}(?!${L})[^\p{L}\p{N}\0]*){12}`);

const isForm = (name: string) => dateOrUuid.test(name) || isIPv4(name) || parseName(name) !== undefined;
const short = unicode(String.raw`^(?:\P{N}{1,32}|\d{1,20}|.{1,10})$`);
const isShort = (word: string) => short().test(word);

const cutWord = unicode(`(?:${L}|[._+-])*$`);
const space = unicode(String.raw`[\s\p{Cc}]+`, 'gu');
const strange = unicode('[^\\p{L}\\p{M}\\p{N}\\p{P}\\p{Sc} \\0$+<=>^`|~]|@', 'gu');
const gaps = unicode(String.raw`…[^\p{L}\p{N}\0]*…`, 'gu');

/**
 * What may be shown of a text from elsewhere, on one line, so that it carries no secret in whatever encoding. The rest
 * becomes `…`. Dates, IPv4 addresses, UUIDs and names of the action's own form stay. Of other words, those of up to 32
 * letters, 20 digits, or 10 of both stay; a longer one goes with all that signs tie to it. Where there is a longer one,
 * odd words go as well: letters with digits, single letters, letters in an odd case, and more than 6 digits. Many odd or
 * tiny words may be a key in pieces: then only words of 5 letters and more stay. Words with many odd characters that signs
 * tie together go as a whole. Punctuation stays, except `@`, which makes links. `redact` hides known secrets.
 */
export function showable(text: string, redact: (text: string) => string, most = 1000): string {
  const read = text.length > most ? text.slice(0, most).replace(cutWord(), '…') : text;
  const line = redact(read.replace(invisible(), '').replace(space(), ' ')).trim();
  const kept: string[] = [];
  const open = line.replace(names(), (name) => (isForm(name) ? (kept.push(name), '\0') : name));
  const all = open.match(words()) ?? [];
  const hasLong = !all.every(isShort);
  const odd = all.filter((word) => isShort(word) && !isPlain(word));
  const size = odd.reduce((sum, word) => sum + word.length / (/^\d+$/.test(word) ? 4 : 1), 0);
  const isDense = (odd.length > 1 && size > MOST_ODD) || tinyWords().test(open);
  const isShown = (word: string) =>
    isPlain(word) ? !isDense || word.length > 4 : !isDense && (!hasLong || /^\d{1,6}$/.test(word));
  return open
    .replace(chunks(), (chunk) => {
      const tied = chunk.match(words()) ?? [];
      const isKey = tied.length > 1 && tied.filter((word) => !isPlain(word)).join('').length > MOST_TIED;
      if (isKey || !tied.every(isShort)) return '…';
      return chunk.replace(words(), (word) => (isShown(word) ? word : '…'));
    })
    .replace(strange(), '…')
    .replace(gaps(), '…')
    .replace(/\0/g, () => kept.shift() ?? '');
}

const letters = unicode(String.raw`^\P{N}{1,32}$`);
const oneCase = unicode(String.raw`^(?:\p{Lu}+|.\P{Lu}*)$`);
const capitals = unicode(String.raw`\p{Lu}(?:\p{Lu}.|$)`);
const notCapital = unicode(String.raw`\P{Lu}`, 'gu');

/** Letters in a case that words have: `word`, `Word`, `WORD`, `camelCase` with more than three letters to a capital. */
function isPlain(word: string): boolean {
  if (word.length < 2 || !letters().test(word)) return false;
  return oneCase().test(word) || (!capitals().test(word) && word.replace(notCapital(), '').length * 3 < word.length);
}
