/** A run of a secret as long as this gives away too much of it. */
const PIECE = 16;

/** Finds secrets in texts, whole ones, pieces, and both in the forms that texts carry them in. */
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
    // As a part of something longer it may begin at any of the three places of a base64 group; what it ends with may
    // mix with what follows.
    ...[0, 1, 2].map((shift) => bytes.subarray(shift).toString('base64').slice(0, -4)),
  ];
}
