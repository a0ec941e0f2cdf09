import { NoAgreement } from '../address/find-address.ts';
import { EtoroError, type Call } from '../etoro/errors.ts';
import { OutOfTime } from '../etoro/retries.ts';
import type { Family } from '../names/family.ts';
import { formatDuration } from '../time/duration.ts';
import { quote } from '../secrets/shown-text.ts';
import { utcSeconds } from '../time/clock.ts';
import type { Made } from '../token/work.ts';
import type { SelectedToken } from '../token/select.ts';
import type { TokenToRevoke } from '../token/work.ts';
import { adviceFor, type Place } from './advice.ts';

/** All that a user reads about an error: what failed, why, and what to do. */
export function errorMessage(error: unknown, place: Place): string {
  if (error instanceof OutOfTime) {
    return `${error.cause ? `${callMessage(error.cause, place)} ` : ''}${outOfTime(error)}`;
  }
  if (error instanceof NoAgreement) {
    return `${error.message} because too few services agree:\n${error.answers.map((answer) => `- ${answer}`).join('\n')}\n${error.advice}`;
  }
  if (error instanceof EtoroError) return callMessage(error, place);
  return error instanceof Error ? error.message : 'An unknown error.';
}

/** What was found out about an error is better than advice that fits the cause in general. */
function callMessage(error: EtoroError, place: Place): string {
  return `${error.message} (${reference(error.call)}). ${[adviceFor(error, place), error.finding].join(' ').trim()}`;
}

/** What a call was for, unless it was to create the token, and how eToro's support can find it. */
function reference({ operation, requestId }: Call): string {
  const purposes = { create: '', revoke: 'revoking a token, ', list: 'listing the tokens, ' };
  return `${purposes[operation]}request id ${requestId}`;
}

function outOfTime({ asked, budget }: OutOfTime): string {
  const total = formatDuration(budget.total);
  return asked > 0
    ? `There was no further try: eToro asks to wait ${formatDuration(asked)}, and ${formatDuration(budget.remaining())} of ${total} are left.`
    : `There was no further try because the time of ${total} is used up.`;
}

/** The most tokens that a message names: GitHub cuts one after 4096 characters. */
const MOST_NAMED = 10;

/** What the post step knows of the step. */
interface Step {
  readonly family: Family;
  /** Milliseconds. */
  readonly expiresIn: number;
  readonly made: Pick<Made, 'expiresAt'>;
}

/** What the user has to know about tokens that may be alive when the job is over. */
export function leftTokensMessage(
  failure: unknown,
  left: readonly TokenToRevoke[],
  { family, expiresIn, made }: Step,
): string {
  const reason = errorMessage(failure, 'post step');
  const expiries = left.flatMap(({ expiresAt }) => (typeof expiresAt === 'number' ? expiresAt : []));
  const last = expiries.length > 0 ? Math.max(...expiries) : made.expiresAt;
  const when = last === undefined ? `${formatDuration(expiresIn)} after it was made` : `at ${utcSeconds(last)}`;
  const names = left.slice(0, MOST_NAMED).map(({ userTokenName }) => quote(userTokenName));
  if (left.length === 1) {
    return `The user token ${names.join('')} is not revoked: ${reason} It expires by itself ${when}.`;
  }
  if (left.length === 0) {
    return `There may be a user token ${quote(`${family}…`)} that nobody holds: ${reason} If there is one, it expires by itself ${when}.`;
  }
  const more = left.length > names.length ? ` and ${left.length - names.length} more` : '';
  return `${left.length} user tokens are not revoked, ${names.join(', ')}${more}: ${reason} The last of them expires by itself ${when}.`;
}

/**
 * Tells what the action `revoke` could not do; an empty text when it did all.
 *
 * @param noWord why it is not known which runs are over
 */
export function notRevokedMessage(ends: ReadonlyMap<SelectedToken, unknown>, noWord?: Error): string {
  // The same failure of many tokens is told once.
  const reasons = new Map<string, { error: Error; tokens: SelectedToken[] }>();
  let failed = 0;
  for (const [token, error] of ends) {
    if (!(error instanceof Error)) continue;
    failed++;
    const reason = reasons.get(error.message) ?? { error, tokens: [] };
    reason.tokens.push(token);
    reasons.set(error.message, reason);
  }
  const texts = [...reasons.values()].map(({ error, tokens }) => {
    const names = tokens.slice(0, MOST_NAMED).map((token) => `\n- ${shown(token)}`);
    const rest = tokens.length - names.length;
    const more = rest > 0 ? `\n- and ${rest} more: the log above names them` : '';
    return `${errorMessage(error, 'action revoke')}${names.join('')}${more}`;
  });
  const what = ends.size === 1 ? 'user token' : 'user tokens';
  if (failed > 0) texts.unshift(`${failed} of ${ends.size} ${what} could not be revoked.`);
  if (noWord) texts.unshift(noWord.message);
  return texts.join('\n');
}

/** A token as a line of text names it. */
export function shown({ userTokenId, userTokenName }: TokenToRevoke): string {
  return `${userTokenId} ${userTokenName}`.trim();
}
