import { NoAgreement } from '../address/find-address.ts';
import { EtoroError, type Call } from '../etoro/errors.ts';
import { OutOfTime } from '../etoro/retries.ts';
import { formatDuration } from '../time/duration.ts';
import { quote } from '../secrets/shown-text.ts';
import { utcSeconds } from '../time/clock.ts';
import type { TokenToRevoke } from '../token/work.ts';
import { adviceFor } from './advice.ts';
import type { Note } from './note.ts';

/** All that a user reads about an error: what failed, why, and what to do. */
export function errorMessage(error: unknown): string {
  if (error instanceof OutOfTime) {
    return `${error.cause ? `${callMessage(error.cause)} ` : ''}${outOfTime(error)}`;
  }
  if (error instanceof NoAgreement) {
    return `${error.message} because too few services agree:\n${error.answers.map((answer) => `- ${answer}`).join('\n')}\nWrite the public addresses of the runner in the input runner-ip (all that are listed here, if the runner has several), or none to let anyone use the token.`;
  }
  if (error instanceof EtoroError) return callMessage(error);
  return error instanceof Error ? error.message : 'An unknown error.';
}

/** What was found out about an error is better than advice that fits the cause in general. */
function callMessage(error: EtoroError): string {
  return `${error.message} (${reference(error.call)}). ${[adviceFor(error), error.finding].join(' ').trim()}`;
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

/** The most names in a warning. */
const MOST_NAMED = 10;

/** What the user has to know about tokens that may be alive when the job is over. */
export function leftTokensMessage(
  failure: unknown,
  left: readonly TokenToRevoke[],
  { family, expiresIn, made }: Note,
): string {
  const reason = errorMessage(failure);
  const expiries = left.flatMap(({ expiresAt }) =>
    typeof expiresAt === 'number' ? expiresAt : [],
  );
  const last = expiries.length > 0 ? Math.max(...expiries) : made.expiresAt;
  const when =
    last === undefined
      ? `${formatDuration(expiresIn)} after it was made`
      : `at ${utcSeconds(last)}`;
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
