/** The part of a document between `<!-- NAME:start -->` and `<!-- NAME:end -->`. Throws where there is none. */
export function section(document: string, name: string): string {
  return parts(document, name).text.trim();
}

/** The document with another text between the markers. */
export function withSection(document: string, name: string, text: string): string {
  const { before, after } = parts(document, name);
  return `${before}\n\n${text.trim()}\n\n${after}`;
}

function parts(document: string, name: string) {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const from = document.indexOf(start) + start.length;
  const to = document.indexOf(end);
  if (from < start.length || to < from) throw new Error(`there is no ${start} before ${end}`);
  return {
    before: document.slice(0, from),
    text: document.slice(from, to),
    after: document.slice(to),
  };
}
