import type { TransportError } from '../http/transport-error.ts';

/** What a call to eToro is for. */
export type Operation = 'create' | 'revoke' | 'list';

/** One call to eToro, and how its support can find it. */
export interface Call {
  readonly operation: Operation;
  /** The `x-request-id` that was sent. */
  readonly requestId: string;
}

/** A call to eToro that did not give what it was made for. */
export abstract class EtoroError extends Error {
  readonly call: Call;

  constructor(message: string, call: Call, options?: ErrorOptions) {
    super(message, options);
    this.call = call;
  }
}

/** What a refusal says about itself. */
export interface Refusal {
  readonly status: number;
  readonly errorCode?: string | undefined;
  readonly errorMessage?: string | undefined;
  /** Milliseconds that eToro asks to wait. */
  readonly retryAfter?: number | undefined;
}

/** An answer with another status than the one that was wanted. */
export class RefusedCall extends EtoroError {
  override readonly name = 'RefusedCall';
  readonly refusal: Refusal;

  constructor(refusal: Refusal, call: Call) {
    const { status, errorCode, errorMessage } = refusal;
    const said = [...new Set([errorCode, errorMessage])]
      .filter((part) => part !== undefined)
      .join(': ');
    super(`eToro answered HTTP ${status}${said && ` ${said}`}`, call);
    this.refusal = refusal;
  }
}

/** An answer that says that the call worked, and is not what the API promises. Nothing in it can be trusted. */
export class UnexpectedAnswer extends EtoroError {
  override readonly name = 'UnexpectedAnswer';

  constructor(what: string, call: Call) {
    super(`eToro answered ${what}`, call);
  }
}

/** A call whose answer did not come, or not whole. */
export class LostCall extends EtoroError {
  override readonly name = 'LostCall';
  readonly mayHaveArrived: boolean;
  readonly mayPass: boolean;

  /** @param host the host of the API, with its port where it has one */
  constructor(cause: TransportError, host: string, call: Call) {
    super(`No answer from ${host}: ${cause.message}`, call, { cause });
    this.mayHaveArrived = cause.mayHaveArrived;
    this.mayPass = cause.mayPass;
  }
}
