/** What a parser answers: the value, or why the text is not one and what would be. */
export type Parsed<T> = { readonly value: T } | { readonly problem: string };

/** The items of an input that accepts several, separated by commas, spaces or new lines. */
export function listItems(text: string): string[] {
  return text.split(/[\s,]+/).filter((item) => item !== '');
}

/**
 * Parses each item of a list. All that is wrong is told together. Order is kept, and repeats are dropped: what has the
 * same key, by default the same text in any case.
 */
export function parseList<T extends string | number | URL>(
  text: string,
  parseItem: (item: string) => Parsed<T>,
  keyOf = (value: T) => String(value).toLowerCase(),
): Parsed<readonly T[]> {
  if (/^\s*(?:\[|-\s)/m.test(text)) {
    return { problem: 'It is a list of YAML or JSON. Write the items on one line, separated by commas.' };
  }
  const parsed = listItems(text).map(parseItem);
  const problems = parsed.flatMap((item) => ('problem' in item ? item.problem : []));
  if (problems.length > 0) return { problem: problems.join(' ') };
  const values = parsed.flatMap((item) => ('value' in item ? item.value : []));
  const keys = values.map(keyOf);
  return { value: values.filter((_, index) => keys.indexOf(keys[index] ?? '') === index) };
}
