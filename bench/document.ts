/**
 * The document with another text between `<!-- NAME:start -->` and `<!-- NAME:end -->`. Throws when these markers are not
 * there.
 */
export function withSection(document: string, name: string, text: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const from = document.indexOf(start) + start.length;
  const to = document.indexOf(end);
  if (from < start.length || to < from) throw new Error(`there is no ${start} before ${end}`);
  return `${document.slice(0, from)}\n\n${text.trim()}\n\n${document.slice(to)}`;
}
