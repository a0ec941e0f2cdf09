import type { Clock, Time } from '../time/clock.ts';
import { DAY, SECOND } from '../time/duration.ts';

/** A runner's clock that is off by no more than this is right enough. */
const TOLERATED_ERROR = 30 * SECOND;

/** A difference of more than this is as likely eToro's error as the runner's. */
const BELIEVED_ERROR = DAY;

/** eToro's clock, as far as its answers tell it. The runner's may be off, and eToro judges expiries by its own. */
export interface EtoroClock {
  /** Learns from the `date` of an answer. */
  readonly learn: (serverTime: Time | undefined) => void;
  /** How far it was ahead of the runner's clock in the last answer, in milliseconds; 0 before the first one. */
  readonly ahead: () => number;
  /** How far an expiry has to be shifted, in milliseconds: 0 while the runner's clock is right enough. It is learnt once. */
  readonly correction: () => number;
  /** The earliest that it can be now: the earlier clock where the two are too far apart to tell which one is wrong. */
  readonly earliestNow: () => Time;
}

/** @param onCorrection called once, when the runner's clock turns out to be off by so many milliseconds */
export function startEtoroClock(
  clock: Clock,
  onCorrection: (milliseconds: number) => void,
): EtoroClock {
  let ahead = 0;
  let correction = 0;
  return {
    learn(serverTime) {
      if (serverTime === undefined) return;
      ahead = serverTime - clock.now();
      const error = Math.abs(ahead);
      if (correction !== 0 || error <= TOLERATED_ERROR || error > BELIEVED_ERROR) return;
      correction = ahead;
      onCorrection(correction);
    },
    ahead: () => ahead,
    correction: () => correction,
    earliestNow: () =>
      clock.now() + (Math.abs(ahead) > BELIEVED_ERROR ? Math.min(0, ahead) : ahead),
  };
}
