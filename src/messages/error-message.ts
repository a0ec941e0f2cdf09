import { EtoroError } from '../etoro/errors.ts';
import { OutOfTime } from '../etoro/retries.ts';
import type { Family } from '../names/family.ts';
import { formatDuration, utcSeconds } from '../time/clock.ts';
import { quote } from '../text/shown-text.ts';
import type { SelectedToken } from '../token/select.ts';
import type { Made, TokenToRevoke } from '../token/work.ts';
import { adviceFor, type Place } from './advice.ts';

/** All that a user reads about an error: what failed, why, and what to do. */
export function errorMessage(error: unknown, place: Place): string {
  if (error instanceof OutOfTime) {
    return (error.cause ? `${callMessage(error.cause, place)} ` : '') + outOfTime(error);
  }
  if (error instanceof EtoroError) return callMessage(error, place);
  return error instanceof Error ? error.message : 'An unknown error.';
}

const purposes = { create: '', revoke: 'revoking a token, ', list: 'listing the tokens, ' };

function callMessage(error: EtoroError, place: Place): string {
  const { operation, requestId } = error.call;
  const advice = [adviceFor(error, place), error.finding].join(' ').trim();
  return `${error.message} (${purposes[operation]}request id ${requestId}). ${advice}`;
}

function outOfTime({ asked, budget }: OutOfTime): string {
  const total = formatDuration(budget.total);
  return asked > 0
    ? `There was no further try: the answer asks to wait ${formatDuration(asked)}, and ${formatDuration(budget.remaining())} of ${total} are left.`
    : `There was no further try because the time of ${total} is used up.`;
}

/** The most tokens that a message names: GitHub cuts one after 4096 characters. */
const MOST_NAMED = 10;

/** What the user has to know about tokens of a step that may be alive when the job is over. */
export function leftTokensMessage(
  failure: unknown,
  left: readonly TokenToRevoke[],
  { family, expiresIn, made }: { family: Family; expiresIn: number; made?: Made },
): string {
  const reason = errorMessage(failure, 'post step');
  const expiries = left.flatMap(({ expiresAt }) => expiresAt ?? []);
  const last = expiries.length > 0 ? Math.max(...expiries) : made?.expiresAt;
  const when = last === undefined ? `${formatDuration(expiresIn)} after it was made` : `at ${utcSeconds(last)}`;
  const names = left.slice(0, MOST_NAMED).map(({ userTokenName }) => quote(userTokenName));
  if (left.length === 1)
    return `The user token ${names.join('')} is not revoked: ${reason} It expires by itself ${when}.`;
  if (left.length === 0) {
    return `There may be a user token ${quote(`${family}…`)} that nobody holds: ${reason} If there is one, it expires by itself ${when}.`;
  }
  const more = left.length > names.length ? ` and ${left.length - names.length} more` : '';
  return `${left.length} user tokens are not revoked, ${names.join(', ')}${more}: ${reason} The last of them expires by itself ${when}.`;
}

/**
 * Tells what the action `revoke` could not do, and why it is not known which runs are over; an empty text when it did
 * all.
 */
export function notRevokedMessage(ends: ReadonlyMap<SelectedToken, unknown>, noWord?: string): string {
  // The same failure of many tokens is told once.
  const reasons = new Map<string, { error: Error; names: string[] }>();
  const texts = noWord === undefined ? [] : [noWord];
  let failed = 0;
  for (const [token, error] of ends) {
    if (!(error instanceof Error)) continue;
    failed++;
    const reason = reasons.get(error.message) ?? { error, names: [] };
    reason.names.push(shown(token));
    reasons.set(error.message, reason);
  }
  if (failed > 0) texts.push(`${failed} of ${ends.size} user token${ends.size === 1 ? '' : 's'} could not be revoked.`);
  for (const { error, names } of reasons.values()) {
    const rest = names.length - MOST_NAMED;
    if (rest > 0) names.splice(MOST_NAMED, rest, `and ${rest} more: the log above names them`);
    texts.push([errorMessage(error, 'action revoke'), ...names].join('\n- '));
  }
  return texts.join('\n');
}

/** A token as a line of text names it. */
export function shown({ userTokenId, userTokenName }: TokenToRevoke): string {
  return `${userTokenId} ${userTokenName}`.trim();
}
