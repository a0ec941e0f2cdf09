import type { TransportError } from '../http/send.ts';

/** One call to eToro: what it was for, and when and how it can be found again. */
export interface Call {
  readonly purpose: 'create' | 'revoke' | 'list';
  /** The `x-request-id` that was sent, for eToro's support. */
  readonly requestId: string;
  /** What eToro's clock said in the answer, in milliseconds since 1970. */
  readonly serverTime?: number | undefined;
}

/** A call to eToro that did not give what it was made for. */
export abstract class EtoroError extends Error {
  readonly call: Call;

  constructor(message: string, call: Call, options?: ErrorOptions) {
    super(message, options);
    this.call = call;
  }
}

/** What a refusal says of itself. */
export interface Refusal {
  readonly status: number;
  readonly errorCode?: string | undefined;
  readonly errorMessage?: string | undefined;
  /** Milliseconds that eToro asks to wait. */
  readonly retryAfter?: number | undefined;
}

/** An answer with a status other than the one that was hoped for. */
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

/** An answer that says that the call worked, and is not what the API promises. Nothing in it is to be trusted. */
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

  constructor(cause: TransportError, call: Call) {
    super(`No answer from eToro: ${cause.message}`, call, { cause });
    this.mayHaveArrived = cause.mayHaveArrived;
    this.mayPass = cause.mayPass;
  }
}
