export type Operation = 'create' | 'revoke' | 'list';

/** A call, as eToro's support can find it. */
export interface Call {
  readonly operation: Operation;
  /** The `x-request-id` that was sent. */
  readonly requestId: string;
}

/** An answer with another status than the one that was wanted. */
export interface Refusal {
  readonly kind: 'refused';
  readonly status: number;
  /** All of eToro's own refusals have one. */
  readonly errorCode?: string | undefined;
  readonly errorMessage?: string | undefined;
  /** Milliseconds that the answer asks to wait. */
  readonly retryAfter?: number | undefined;
}

export type Failure =
  | Refusal
  /** An answer that is a success, but not the one that the API promises. Nothing in it can be trusted. */
  | { readonly kind: 'unexpected'; readonly what: string }
  /** A list without the agent-portfolio. It proves nothing about its tokens. */
  | { readonly kind: 'unlisted' }
  /** The answer did not come, or not whole. */
  | {
      readonly kind: 'lost';
      /** The host of the API, with its port where it has one. */
      readonly host: string;
      readonly problem: string;
      /** Whether eToro may have received the request, and so may have acted on it. */
      readonly mayHaveArrived: boolean;
      readonly mayPass: boolean;
    };

/** A call to eToro failed. `verdictOf` says what that means. */
export class EtoroError extends Error {
  override readonly name = 'EtoroError';
  readonly failure: Failure;
  readonly call: Call;
  /** What the action found out about it, in whole sentences for the user; empty when there is nothing. */
  readonly finding: string;

  constructor(failure: Failure, call: Call, finding = '') {
    super(textOf(failure));
    this.failure = failure;
    this.call = call;
    this.finding = finding;
  }

  with(finding: string): EtoroError {
    return new EtoroError(this.failure, this.call, finding);
  }
}

function textOf(failure: Failure): string {
  switch (failure.kind) {
    case 'refused': {
      const { status, errorCode, errorMessage } = failure;
      const said = [...new Set([errorCode, errorMessage])].filter((part) => part !== undefined).join(': ');
      return `${errorCode === undefined ? 'The answer was' : 'eToro answered'} HTTP ${status}${said && ` ${said}`}`;
    }
    case 'unexpected':
      return `eToro answered ${failure.what}`;
    case 'unlisted':
      return 'eToro answered a list without this agent-portfolio';
    case 'lost':
      return `No answer from ${failure.host}: ${failure.problem}`;
  }
}

/** Why a call failed, as far as an answer tells it. */
export type Cause =
  | 'rate-limit'
  | 'full'
  | 'name-taken'
  | 'token-gone'
  | 'portfolio-not-found'
  /** eToro turned the request down for another reason of its own. */
  | 'refused'
  /** A firewall, a proxy or a gateway turned it down: there is no code of eToro's. */
  | 'not-etoro'
  /** eToro, or a gateway in front of it, has a problem. */
  | 'outage'
  | 'unexpected'
  | 'no-answer';

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
      return verdictOfUnexpected(operation);
    case 'unlisted':
      // The next list may have the portfolio.
      return { cause: 'portfolio-not-found', mayHaveWorked: false, next: 'wait' };
    case 'lost': {
      const { mayHaveArrived: mayHaveWorked, mayPass } = failure;
      return { cause: 'no-answer', mayHaveWorked, next: mayPass ? 'wait' : 'stop' };
    }
  }
}

function verdictOfRefusal({ status, errorCode, errorMessage = '' }: Refusal, operation: Operation): Verdict {
  if (status === 429) {
    return errorCode === 'MaxUserTokensExceeded'
      ? { cause: 'full', mayHaveWorked: false, next: 'make-room' }
      : { cause: 'rate-limit', mayHaveWorked: false, next: 'wait' };
  }
  // Also when a gateway gave up, eToro may be at work.
  if (status === 408 || (status >= 500 && status < 600)) return uncertain('outage');
  // Not a status of HTTP.
  if (status < 300 || status >= 500) return verdictOfUnexpected(operation);
  // A redirect is not followed, because it would take the keys to another place.
  if (status < 400) return certain('not-etoro');
  if (errorCode === undefined) return operation === 'create' ? certain('not-etoro') : uncertain('not-etoro');
  // No other call has this name, so a gateway sent this call twice.
  if (status === 409 && errorCode === 'UserKeyNameAlreadyExists') return uncertain('name-taken');
  if (status !== 404) return certain('refused');
  // For a portfolio of somebody else, eToro answers 404 as well.
  const isTokenGone = operation === 'revoke' && /^user token not found\.?$/i.test(errorMessage);
  return certain(isTokenGone ? 'token-gone' : 'portfolio-not-found');
}

/** The same call would end the same way. What stands in front of eToro may have turned down the answer, not the request. */
function certain(cause: Cause): Verdict {
  return { cause, mayHaveWorked: cause === 'not-etoro', next: 'stop' };
}

function uncertain(cause: Cause): Verdict {
  return { cause, mayHaveWorked: true, next: 'wait' };
}

/** Creating again would end the same way, perhaps with another token each time. Listing and revoking again do no harm. */
function verdictOfUnexpected(operation: Operation): Verdict {
  return { cause: 'unexpected', mayHaveWorked: true, next: operation === 'create' ? 'stop' : 'wait' };
}
