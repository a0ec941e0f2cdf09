import { NoAgreement } from '../address/find-address.ts';
import { EtoroError, type Call } from '../etoro/errors.ts';
import { OutOfTime } from '../etoro/retries.ts';
import { formatDuration } from '../time/duration.ts';
import { quote } from '../secrets/shown-text.ts';
import { utcSeconds } from '../time/clock.ts';
import type { OpenToken } from '../token/ledger.ts';
import { GrantedMore } from '../token/granted.ts';
import { PortfolioFull } from '../token/make-room.ts';
import { PortfolioNotFound } from '../token/portfolio-not-found.ts';
import { CouldNotRecover } from '../token/recover.ts';
import { adviceFor, notAsPromised } from './advice.ts';

/** All that a user reads about an error: what failed, why, and what to do. */
export function errorMessage(error: unknown): string {
  if (error instanceof OutOfTime) return `${callMessage(error.cause)} ${outOfTime(error)}`;
  if (error instanceof CouldNotRecover) {
    return `${callMessage(error.cause)} What this step did about it failed as well: ${errorMessage(error.recovery)}`;
  }
  if (error instanceof PortfolioFull) {
    return `${callMessage(error.cause)} It has ${error.tokens} tokens, ${error.expired} of them expired, and none that this action may revoke by itself (expired and named gha-…).`;
  }
  if (error instanceof PortfolioNotFound) {
    return `${callMessage(error.cause)} ${portfoliosMessage(error)}`;
  }
  if (error instanceof GrantedMore) {
    return `${error.message} (${reference(error.call)}). The token is not used. ${notAsPromised}`;
  }
  if (error instanceof NoAgreement) {
    return `${error.message} because too few services agree:\n${error.answers.map((answer) => `- ${answer}`).join('\n')}\n${error.advice}`;
  }
  if (error instanceof EtoroError) return callMessage(error);
  return error instanceof Error ? error.message : 'An unknown error.';
}

function callMessage(error: EtoroError): string {
  return `${error.message} (${reference(error.call)}). ${adviceFor(error)}`;
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

function portfoliosMessage({ portfolios, total }: PortfolioNotFound): string {
  if (total === 0) {
    return 'This user key has no agent-portfolio. How to make one: https://api-portal.etoro.com/api-reference/agent-portfolios/create-agent-portfolio';
  }
  const rest = total > portfolios.length ? `\n- and ${total - portfolios.length} more` : '';
  return `The agent-portfolios of this user key are:\n${portfolios.map((portfolio) => `- ${portfolio}`).join('\n')}${rest}`;
}

/** What the user has to know about a token that may be alive when the job is over. */
export function leftTokenMessage(
  { userTokenName, userTokenId, expiresAt }: OpenToken,
  error: unknown,
): string {
  const name = quote(userTokenName);
  const expiry = utcSeconds(expiresAt);
  if (error === undefined) {
    return `The user token ${name}, whose create call got no answer, was not found so far. If eToro makes it after all, it expires by itself at ${expiry}.`;
  }
  return userTokenId === undefined
    ? `There may be a user token ${name} that nobody holds: ${errorMessage(error)} If there is one, it expires by itself at ${expiry}.`
    : `The user token ${name} is not revoked: ${errorMessage(error)} It expires by itself at ${expiry}.`;
}
