/** How well an assumption is known: by eToro's reference and guides, by users who wrote it down, or not at all. */
type Known = 'documented' | 'measured by users' | 'not known';

/** What the action takes for true about eToro, the part of the source that relies on it, and how well it is known. */
const rows = [
  ['list', 'The list has the portfolio, and its tokens', 'src/etoro/answers.ts', 'documented'],
  ['date', 'An answer has the time of eToro in `date`', 'src/etoro/clock.ts', 'not known'],
  ['seconds', '`RateLimit-Reset` counts seconds', 'src/http/retry-after.ts', 'documented'],
  ['unixTime', '`X-RateLimit-Reset` is Unix time', 'src/http/retry-after.ts', 'documented'],
  ['create', 'v1 makes a token by scope ids', 'src/etoro/client.ts', 'documented'],
  ['told', 'A 201 tells all that was granted', 'src/token/granted.ts', 'documented'],
  ['listed', 'A new token is on the list at once', 'src/token/life.ts', 'not known'],
  ['expiry', 'An expiry is granted to the second', 'src/token/granted.ts', 'not known'],
  ['taken', 'A name that is taken is a 409', 'src/etoro/errors.ts', 'documented'],
  ['twice', 'A scope twice is a 400', 'src/inputs/parsed.ts', 'documented'],
  ['address', 'What is no IPv4 address is a 400', 'src/address/ipv4.ts', 'documented'],
  ['portfolio', 'A portfolio that is not there is a 404', 'src/etoro/errors.ts', 'documented'],
  ['reads', 'A token works as the user key', 'src/runner/outputs.ts', 'documented'],
  ['elsewhere', 'A token works from no other address', 'src/address/allowed-addresses.ts', 'documented'],
  ['writes', 'A scope that writes also reads', 'README.md', 'documented'],
  ['v2', 'v2 makes a token by scope names', 'src/etoro/client.ts', 'documented'],
  ['revoke', 'A revoke is a 204', 'src/etoro/client.ts', 'documented'],
  ['at-once', 'A revoked token stops to work at once', 'src/post.ts', 'not known'],
  ['gone', 'A token that is gone is a 404, told apart', 'src/etoro/errors.ts', 'documented'],
  ['expired', 'A token stops to work at its expiry', 'src/token/life.ts', 'documented'],
  ['stays', 'An expired token stays on the list', 'src/token/make-room.ts', 'not known'],
  ['room', 'An expired token can be revoked', 'src/token/make-room.ts', 'not known'],
] as const satisfies readonly (readonly [id: string, text: string, reliedOn: string, Known])[];

export type AssumptionId = (typeof rows)[number][0];

export const assumptions = rows.map(([id, text, reliedOn, known]) => ({
  id,
  text,
  reliedOn,
  known,
}));
