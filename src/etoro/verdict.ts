import { LostCall, RefusedCall, type EtoroError } from './errors.ts';

/** What a failed call means for its caller. */
export interface Verdict {
  /** Whether eToro may have done what the call asked for. */
  readonly mayHaveWorked: boolean;
  /**
   * What may help.
   *
   * - `stop`: nothing; the same call would end the same way.
   * - `wait`: the same call later.
   * - `other-name`: a create call under another name, because the portfolio has a token of this one.
   * - `make-room`: a create call when a token is revoked, because the portfolio is full.
   */
  readonly next: 'stop' | 'wait' | 'other-name' | 'make-room';
}

const refused: Verdict = { mayHaveWorked: false, next: 'stop' };
const uncertain: Verdict = { mayHaveWorked: true, next: 'wait' };

/** The one place that says what an error means. */
export function verdictOf(error: EtoroError): Verdict {
  if (error instanceof RefusedCall) return verdictOfRefusal(error);
  if (error instanceof LostCall) {
    const { mayHaveArrived: mayHaveWorked, mayPass } = error;
    if (mayPass) return { mayHaveWorked, next: 'wait' };
    return mayHaveWorked ? broken(error) : refused;
  }
  return broken(error);
}

function verdictOfRefusal(error: RefusedCall): Verdict {
  const { status, errorCode } = error.refusal;
  // A gateway's time-out: eToro may be at work all the same.
  if (status === 408) return uncertain;
  if (status === 409 && errorCode === 'UserKeyNameAlreadyExists') {
    return { mayHaveWorked: false, next: 'other-name' };
  }
  if (status === 429) {
    const isFull = errorCode === 'MaxUserTokensExceeded';
    return { mayHaveWorked: false, next: isFull ? 'make-room' : 'wait' };
  }
  if (isForeign404(error) && error.call.operation === 'revoke') return uncertain;
  // A redirect is not followed, because it would take the keys to another place.
  if (status >= 300 && status < 500) return refused;
  // `UnhandledException`, and a gateway's 502, 503, 504: the token may exist all the same.
  if (status >= 500 && status < 600) return uncertain;
  // A status outside of HTTP's classes tells nothing.
  return broken(error);
}

/** Whether a 404 is not eToro's own: eToro says why, so one without a code is a gateway's, and may pass. */
export function isForeign404({ refusal }: RefusedCall): boolean {
  return refusal.status === 404 && refusal.errorCode === undefined;
}

/** To create again would end the same way, and perhaps with another token each time. To list or revoke does no harm. */
function broken({ call }: EtoroError): Verdict {
  return { mayHaveWorked: true, next: call.operation === 'create' ? 'stop' : 'wait' };
}
