/** `text` as a message shows it: quoted, on one line, and short. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

/**
 * `text` on one line, without control characters (a new line could start a workflow command), runs of white space folded,
 * cut after `most` characters.
 */
export function oneLine(text: string, most: number): string {
  const line = text
    .slice(0, 10 * most)
    // eslint-disable-next-line no-control-regex -- control characters are what this is about
    .replace(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .trim();
  return line.length > most ? `${line.slice(0, most)}…` : line;
}
