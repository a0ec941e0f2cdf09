import type { Clock, Time } from '../time/clock.ts';
import { SECOND } from '../time/duration.ts';

/** A runner's clock that is off by no more than this is right enough. */
const TOLERATED_ERROR = 30 * SECOND;

/** eToro's clock, as far as its answers tell it. The runner's may be off, and eToro judges expiries by its own. */
export interface EtoroClock {
  /** Learns from the `date` of an answer. */
  readonly learn: (serverTime: Time | undefined) => void;
  /** How far an expiry has to be shifted, in milliseconds: 0 while the runner's clock is right enough. It is learnt once. */
  readonly correction: () => number;
  /** Whether a moment is past by eToro's clock. Before an answer told it, nothing is. */
  readonly isPast: (time: Time) => boolean;
}

/** @param onCorrection called once, when the runner's clock turns out to be off by so many milliseconds */
export function startEtoroClock(clock: Clock, onCorrection: (milliseconds: number) => void): EtoroClock {
  let ahead: number | undefined;
  let correction = 0;
  return {
    learn(serverTime) {
      if (serverTime === undefined) return;
      ahead = serverTime - clock.now();
      if (correction !== 0 || Math.abs(ahead) <= TOLERATED_ERROR) return;
      correction = ahead;
      onCorrection(correction);
    },
    correction: () => correction,
    isPast: (time) => ahead !== undefined && time < clock.now() + ahead,
  };
}
