import type { EtoroError, Operation, Refusal } from './errors.ts';

/** Why a call failed, as far as an answer tells it. */
export type Cause =
  /** Too many calls. */
  | 'rate-limit'
  /** The portfolio has no room for another token. */
  | 'full'
  /** The portfolio has a token of this name. */
  | 'name-taken'
  /** eToro knows no such token on the portfolio. */
  | 'token-gone'
  /** eToro knows no such agent-portfolio of this user. */
  | 'portfolio-not-found'
  /** eToro turned the request down for another reason of its own. */
  | 'refused'
  /** A refusal without eToro's own code: a firewall, a proxy or a gateway answered. */
  | 'not-etoro'
  /** eToro, or a gateway in front of it, has a problem. */
  | 'outage'
  /** An answer that the API does not promise. */
  | 'unexpected'
  /** No answer, or only a part of one. */
  | 'no-answer';

/** What a failed call means for its caller. */
export interface Verdict {
  readonly cause: Cause;
  /** Whether eToro may have done what the call asked for. */
  readonly mayHaveWorked: boolean;
  /** What may help: nothing, the same call later, or room on the portfolio. */
  readonly next: 'stop' | 'wait' | 'make-room';
}

/** The one place that says what an error means. */
export function verdictOf({ failure, call: { operation } }: EtoroError): Verdict {
  switch (failure.kind) {
    case 'refused':
      return verdictOfRefusal(failure, operation);
    case 'unexpected':
      return broken('unexpected', operation);
    case 'unlisted':
      // It proves nothing: another list may have the portfolio.
      return { cause: 'portfolio-not-found', mayHaveWorked: false, next: 'wait' };
    case 'lost': {
      const { mayHaveArrived: mayHaveWorked, mayPass } = failure;
      if (mayPass) return { cause: 'no-answer', mayHaveWorked, next: 'wait' };
      return mayHaveWorked ? broken('no-answer', operation) : certain('no-answer');
    }
  }
}

function verdictOfRefusal({ status, errorCode, errorMessage = '' }: Refusal, operation: Operation): Verdict {
  if (status === 429) {
    return errorCode === 'MaxUserTokensExceeded'
      ? { cause: 'full', mayHaveWorked: false, next: 'make-room' }
      : { cause: 'rate-limit', mayHaveWorked: false, next: 'wait' };
  }
  // `UnhandledException`, and a gateway's time-out or 502, 503, 504: eToro may be at work all the same.
  if (status === 408 || (status >= 500 && status < 600)) return uncertain('outage');
  // A status outside of HTTP's classes tells nothing.
  if (status < 300 || status >= 500) return broken('unexpected', operation);
  // A redirect is not followed, because it would take the keys to another place.
  if (status < 400) return certain('not-etoro');
  if (errorCode === undefined) {
    return operation === 'create' ? certain('not-etoro') : uncertain('not-etoro');
  }
  // No other call has the name. If it is taken, a gateway sent this call twice.
  if (status === 409 && errorCode === 'UserKeyNameAlreadyExists') return uncertain('name-taken');
  if (status !== 404) return certain('refused');
  // Only eToro's own word counts: it answers 404 for a portfolio of somebody else, too.
  const isTokenGone = operation === 'revoke' && /^user token not found\.?$/i.test(errorMessage);
  return certain(isTokenGone ? 'token-gone' : 'portfolio-not-found');
}

/** The same call would end the same way. */
function certain(cause: Cause): Verdict {
  return { cause, mayHaveWorked: false, next: 'stop' };
}

function uncertain(cause: Cause): Verdict {
  return { cause, mayHaveWorked: true, next: 'wait' };
}

/** To create again would end the same way, and perhaps with another token each time. To list or revoke does no harm. */
function broken(cause: Cause, operation: Operation): Verdict {
  return { cause, mayHaveWorked: true, next: operation === 'create' ? 'stop' : 'wait' };
}
