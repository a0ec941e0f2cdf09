import { SECOND, type Clock, type Time } from '../time/clock.ts';

/** How far the runner's clock may be off. */
const TOLERATED_ERROR = 30 * SECOND;

export type EtoroClock = ReturnType<typeof startEtoroClock>;

/**
 * eToro's clock, as far as its answers tell it. The runner's may be off, and eToro judges expiries by its own.
 * `onCorrection` is told once by how many milliseconds it is.
 */
export function startEtoroClock(clock: Clock, onCorrection: (milliseconds: number) => void) {
  let ahead: number | undefined;
  let correction = 0;
  return {
    learn(serverTime: Time | undefined): void {
      if (serverTime === undefined) return;
      ahead = serverTime - clock.now();
      if (correction !== 0 || Math.abs(ahead) <= TOLERATED_ERROR) return;
      correction = ahead;
      onCorrection(correction);
    },
    /** How far to shift an expiry, in milliseconds: 0 while the runner's clock is right enough. It is learnt once. */
    correction: () => correction,
    /** Whether a moment is past by eToro's clock. False before the first answer, and for what never comes. */
    isPast: (time: Time | undefined) => ahead !== undefined && time !== undefined && time < clock.now() + ahead,
  };
}
