/** What a parser answers: the value, or why the text is none and what would be. */
export type Parsed<T> = { readonly value: T } | { readonly problem: string };

/** The items of an input that takes several, separated by commas, spaces or new lines. */
export function listItems(text: string): string[] {
  return text.split(/[\s,]+/).filter((item) => item !== '');
}

/** `text` as an error message shows it: quoted, on one line, and short. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
