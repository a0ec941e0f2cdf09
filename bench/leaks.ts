/** A piece of a secret that is this long, in characters, gives away too much of it. */
const PIECE = 16;

/** Finds secrets and pieces of secrets in texts, also when they are encoded. */
export function leakFinder(secrets: readonly string[]): (text: string) => string | undefined {
  const pieces = new Set<string>();
  for (const secret of secrets) {
    for (const form of formsOf(secret)) {
      for (let at = 0; at === 0 || at + PIECE <= form.length; at++) {
        pieces.add(form.slice(at, at + PIECE));
      }
    }
  }
  return (text) => {
    for (let at = 0; at + PIECE <= text.length; at++) {
      const piece = text.slice(at, at + PIECE);
      if (pieces.has(piece)) return piece;
    }
    return undefined;
  };
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString('hex'),
    // In a longer text, the secret may begin at any of the three bytes of a base64 group, and its last characters depend on
    // what follows.
    ...[0, 1, 2].map((shift) => bytes.subarray(shift).toString('base64').slice(0, -4)),
  ];
}
