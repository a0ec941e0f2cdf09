import { LostCall, RefusedCall, type EtoroError, type Refusal } from './errors.ts';

/**
 * What became of a call that did not give what it was made for.
 *
 * - `refused`: nothing was done, and the same call would be refused again.
 * - `limited`: nothing was done; the same call may work later.
 * - `name-taken`: nothing was done, for the portfolio has a token of that name.
 * - `full`: nothing was done, for the portfolio has no room for another token.
 * - `not-sent`: nothing was done, for eToro was not reached; it may be later.
 * - `unreachable`: nothing was done, and trying again would not reach eToro either.
 * - `unknown`: it may have been done or not; it is worth another try when that is settled.
 * - `broken`: it may have been done or not, and another try would end the same way.
 */
export type Outcome =
  'refused' | 'limited' | 'name-taken' | 'full' | 'not-sent' | 'unreachable' | 'unknown' | 'broken';

/** The error codes that say more than their status. The first row that fits counts, from the top. */
const refusals: readonly {
  readonly from: number;
  readonly to: number;
  readonly errorCode?: string;
  readonly outcome: Outcome;
}[] = [
  // A redirect is not followed, for it would take the keys along.
  { from: 300, to: 399, outcome: 'refused' },
  // A gateway's time-out: eToro may be at work all the same.
  { from: 408, to: 408, outcome: 'unknown' },
  { from: 409, to: 409, errorCode: 'UserKeyNameAlreadyExists', outcome: 'name-taken' },
  { from: 429, to: 429, errorCode: 'MaxUserTokensExceeded', outcome: 'full' },
  { from: 429, to: 429, outcome: 'limited' },
  { from: 400, to: 499, outcome: 'refused' },
  // `UnhandledException`, and a gateway's 502, 503, 504: the token may exist all the same.
  { from: 500, to: 599, outcome: 'unknown' },
];

function outcomeOfRefusal({ status, errorCode }: Refusal): Outcome {
  const row = refusals.find(
    (row) =>
      row.from <= status &&
      status <= row.to &&
      (row.errorCode === undefined || row.errorCode === errorCode),
  );
  // A status outside of HTTP's classes tells nothing.
  return row?.outcome ?? 'broken';
}

/** Says what became of a call from how it failed. */
export function outcomeOf(error: EtoroError): Outcome {
  if (error instanceof RefusedCall) return outcomeOfRefusal(error.refusal);
  if (error instanceof LostCall) {
    if (error.mayHaveArrived) return error.mayPass ? 'unknown' : 'broken';
    return error.mayPass ? 'not-sent' : 'unreachable';
  }
  return 'broken';
}
