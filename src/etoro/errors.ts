/** What a call to eToro is for. */
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
  /** Milliseconds that eToro asks to wait. */
  readonly retryAfter?: number | undefined;
}

/** Why a call failed. */
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
      /** Whether the same request may succeed later. */
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
      return `eToro answered HTTP ${status}${said && ` ${said}`}`;
    }
    case 'unexpected':
      return `eToro answered ${failure.what}`;
    case 'unlisted':
      return 'eToro answered a list without this agent-portfolio';
    case 'lost':
      return `No answer from ${failure.host}: ${failure.problem}`;
  }
}
