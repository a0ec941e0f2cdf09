/** An expression that is compiled when it is first used: Unicode classes take milliseconds, and few jobs need them. */
export function unicode(source: string, flags = 'u'): () => RegExp {
  let expression: RegExp | undefined;
  return () => (expression ??= new RegExp(source, flags));
}

/** Whether a text has nothing but printable ASCII. */
export const isPlainAscii = (text: string) => /^[ -~]*$/.test(text);

/** What takes no place in a line. */
export const invisible = unicode(String.raw`[\p{Cf}\p{DI}]`, 'gu');

const unseen = unicode(String.raw`[\p{Cc}\p{Cf}\p{DI}\p{Zl}\p{Zp}]`, 'gu');

/** `text` as a message shows what the user wrote: quoted, on one line, short, and with escapes for what is invisible. */
export function quote(text: string): string {
  const quoted = JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
  if (isPlainAscii(quoted)) return quoted;
  return quoted.replace(unseen(), (sign) => `\\u{${sign.codePointAt(0)?.toString(16) ?? ''}}`);
}
