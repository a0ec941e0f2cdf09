import { isIPv4 } from 'node:net';
import { parseName } from '../names/family.ts';

/** So many characters in several odd words carry no key. A digit of a number counts as a quarter: it says less. */
const MOST_ODD = 12;

const DATE = String.raw`\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?`;
const dateOrUuid = new RegExp(`^(?:${DATE}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$`, 'i');
const L = String.raw`[\p{L}\p{M}\p{N}]`;
/** Words, with the signs between them that names and addresses have, and with those that base64 and URLs have. */
const words = new RegExp(`${L}+`, 'gu');
const names = new RegExp(`${DATE}(?![._+-]*${L})|${L}+(?:[._+-]+${L}+)*`, 'gu');
const chunks = new RegExp(`${L}+(?:[._+/=%~-]+${L}+)*`, 'gu');
const tinyWords = new RegExp(String.raw`(?:(?<!${L})${L}{1,3}(?!${L})[^\p{L}\p{N}\0]*){12}`, 'u');

const isForm = (name: string) => dateOrUuid.test(name) || isIPv4(name) || parseName(name) !== undefined;
const isNumber = (word: string) => /^\p{N}+$/u.test(word);
const isShort = (word: string) => /^(?:[\p{L}\p{M}]{1,32}|\p{N}{1,20}|.{1,10})$/u.test(word);

/**
 * What may be shown of a text from elsewhere, on one line, so that it carries no secret in whatever encoding. The rest
 * becomes `…`. Dates, IPv4 addresses, UUIDs and names of the action's own form stay. Of other words, those of up to 32
 * letters, 20 digits, or 10 of both stay; a longer one goes with all that signs tie to it. Where there is a longer one,
 * odd words go as well: letters with digits, single letters, and letters in an odd case. Many odd or tiny words may be a
 * key in pieces: then only words of 5 letters and more stay. Punctuation stays, except `@`, which makes links. A host needs
 * no rule, because it is made of words. `redact` hides known secrets, and `most` characters are read.
 */
export function showable(text: string, redact: (text: string) => string, most = 1000): string {
  const read = text.length > most ? text.slice(0, most).replace(/[\p{L}\p{M}\p{N}._+-]*$/u, '…') : text;
  const line = redact(read.replace(/[\p{Cf}\p{DI}]/gu, '').replace(/[\s\p{Cc}]+/gu, ' ')).trim();
  const kept: string[] = [];
  const open = line.replace(names, (name) => (isForm(name) ? (kept.push(name), '\0') : name));
  const all = open.match(words) ?? [];
  const hasLong = !all.every(isShort);
  const odd = all.filter((word) => isShort(word) && !isPlain(word));
  const size = odd.reduce((sum, word) => sum + word.length / (isNumber(word) ? 4 : 1), 0);
  const isDense = (odd.length > 1 && size > MOST_ODD) || tinyWords.test(open);
  const isShown = (word: string) =>
    isPlain(word) ? !isDense || word.length > 4 : !isDense && (!hasLong || isNumber(word));
  return open
    .replace(chunks, (chunk) => {
      if (!(chunk.match(words) ?? []).every(isShort)) return '…';
      return chunk.replace(words, (word) => (isShown(word) ? word : '…'));
    })
    .replace(/[^\p{L}\p{M}\p{N}\p{P}\p{Sc} \0$+<=>^`|~]|@/gu, '…')
    .replace(/…[^\p{L}\p{N}\0]*…/gu, '…')
    .replace(/\0/g, () => kept.shift() ?? '');
}

/** Letters in a case that words have: `word`, `Word`, `WORD`, `camelCase` with more than three letters to a capital. */
function isPlain(word: string): boolean {
  if (!/^[\p{L}\p{M}]{2,32}$/u.test(word)) return false;
  if (/^(?:\p{Lu}+|.\P{Lu}*)$/u.test(word)) return true;
  return !/\p{Lu}(?:\p{Lu}.|$)/u.test(word) && word.replace(/\P{Lu}/gu, '').length * 3 < word.length;
}
