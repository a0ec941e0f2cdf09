import { formatDuration } from './duration.ts';
import { EtoroError, RefusedCall, UnexpectedAnswer } from './etoro/errors.ts';
import { outcomeOf } from './etoro/outcome.ts';
import { OutOfTime } from './patience.ts';
import { NoAgreement } from './public-address.ts';
import { PortfolioFull } from './user-token.ts';

/** What the user can do about a refusal, by its error code. */
const adviceByCode: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ScopeIdsRequired: 'Name at least one scope in the input scopes.',
    ScopeIdInvalid: 'eToro does not know one of the scopes: check the input scopes for ids.',
    ScopeIdsDuplicateItems: 'Name each scope once in the input scopes.',
    ScopeNameNotAllowed:
      'The user key may not grant one of the scopes: ask for fewer in the input scopes, or use a user key that has them.',
    IpsWhitelistInvalidIp: 'eToro takes public IPv4 addresses only: check the input runner-ip.',
    ValidationFailed:
      'Check the inputs token-name, expires-in and scopes, and that this runner knows the right time.',
    UserKeyNameAlreadyExists:
      'The portfolio has another token of this name. Leave the input token-name out, so that each job makes up its own, or revoke the other token.',
    MaxUserTokensExceeded: 'Revoke tokens on the portfolio that are not needed any more.',
    TooManyRequests:
      'A user key has 20 writes a minute, and each job takes two. Start fewer jobs at once (strategy.max-parallel), or raise the input timeout.',
  }),
);

/** What the user can do about a refusal whose code says nothing, by its status. */
const adviceByStatus: readonly (readonly [from: number, to: number, advice: string])[] = [
  [300, 399, 'Redirects are not followed, for the keys would go along. Check the input api-url.'],
  [400, 400, 'Check the inputs of this step.'],
  [
    401,
    401,
    'A key is wrong, expired, or not allowed from this runner. Check the secrets behind api-key and user-key, and whether the user key is limited to some addresses.',
  ],
  [403, 403, 'The user key may not do this. Check its permissions in eToro.'],
  [
    404,
    404,
    'This user key has no agent-portfolio of this id. Check the inputs portfolio-id and api-url.',
  ],
  [407, 407, 'The proxy wants other credentials. Check https_proxy in the environment.'],
  [429, 429, 'Start fewer jobs at once (strategy.max-parallel), or raise the input timeout.'],
  [500, 599, 'eToro has a problem. Try again later, or ask its support about the request id.'],
];

function adviceOf(error: EtoroError): string {
  if (error instanceof RefusedCall) {
    const { status, errorCode } = error.refusal;
    const byCode = adviceByCode.get(errorCode ?? '');
    const byStatus = adviceByStatus.find(([from, to]) => from <= status && status <= to)?.[2];
    return byCode ?? byStatus ?? 'Check the input api-url, and any proxy on the way.';
  }
  if (error instanceof UnexpectedAnswer || outcomeOf(error) === 'broken') {
    return "This is not what eToro's API promises. Check the input api-url, and any proxy on the way.";
  }
  if (outcomeOf(error) === 'unreachable') {
    return 'Check the input api-url; behind a proxy or a private CA, check https_proxy and NODE_EXTRA_CA_CERTS.';
  }
  return "Check the input api-url, this runner's network and its proxy (https_proxy), or try again later.";
}

/** What else than creating the token a call was for. */
const purposes = { create: '', revoke: 'revoking a token, ', list: 'listing the tokens, ' };

/** What failed in one call, why, and what to do about it. */
function explainCall(error: EtoroError): string {
  const { purpose, requestId } = error.call;
  return `${error.message} (${purposes[purpose]}request id ${requestId}). ${adviceOf(error)}`;
}

/** The whole of the one error that a failed step ends with. */
export function explain(error: unknown): string {
  if (error instanceof OutOfTime) {
    const { cause, asked, budget } = error;
    const why =
      asked > 0
        ? `eToro asks to wait ${formatDuration(asked)}, and ${formatDuration(budget.remaining())} of ${formatDuration(budget.total)} are left`
        : `the ${formatDuration(budget.total)} for it are used up`;
    return `${explainCall(cause)} There was no further try: ${why}.`;
  }
  if (error instanceof PortfolioFull) {
    return `${explainCall(error.cause)} It has ${error.tokens} tokens, ${error.expired} of them expired, and none that this action may revoke by itself (expired and named gha-…).`;
  }
  if (error instanceof NoAgreement) {
    return `${error.message}, for too few services agree:\n${error.answers.map((answer) => `- ${answer}`).join('\n')}\nWrite the runner's public addresses in the input runner-ip (all that are listed here, if the runner has several), or none to let anyone use the token.`;
  }
  if (error instanceof EtoroError) return explainCall(error);
  return error instanceof Error ? error.message : 'An unknown error.';
}
