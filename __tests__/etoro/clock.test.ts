import { describe, expect, test } from '@jest/globals';
import { startEtoroClock } from '../../src/etoro/clock.ts';
import { DAY, fakeClock, HOUR, SECOND } from '../fakes.ts';

function start() {
  const clock = fakeClock();
  const told: number[] = [];
  const etoroClock = startEtoroClock(clock, (off) => told.push(off));
  /** Lets answers tell how far eToro's clock is ahead, one after the other. */
  const learn = (...ahead: number[]) => {
    for (const each of ahead) etoroClock.learn(clock.now() + each);
  };
  return { clock, told, etoroClock, learn };
}

test.each<[string, number[], number]>([
  ['is none before the first answer', [], 0],
  ['is none while the clocks are 30 seconds apart', [30 * SECOND, -30 * SECOND, 0], 0],
  ['is what a clock is behind', [31 * SECOND], 31 * SECOND],
  ['is what a clock is ahead, however far', [-30 * DAY], -30 * DAY],
  ['is learnt once', [HOUR, 2 * HOUR, 0, -HOUR], HOUR],
  ['is learnt from a later answer where the first one was right enough', [SECOND, -HOUR], -HOUR],
])('the correction of an expiry %s, and told', (_what, ahead, expected) => {
  const { told, etoroClock, learn } = start();
  learn(...ahead);
  expect(etoroClock.correction()).toBe(expected);
  expect(told).toEqual(expected === 0 ? [] : [expected]);
});

describe("by eToro's clock", () => {
  test('nothing is past before an answer told the time', () => {
    const { etoroClock } = start();
    etoroClock.learn(undefined);
    expect(etoroClock.isPast(0)).toBe(false);
  });

  test.each([0, SECOND, -SECOND, HOUR, -400 * DAY])(
    'a moment is past when it is before the last answer and the time since: %i ms ahead',
    (ahead) => {
      const { clock, etoroClock, learn } = start();
      learn(5 * DAY, ahead);
      clock.advance(5 * SECOND);
      const now = clock.now() + ahead;
      expect([now - 1, now, now + 1].map(etoroClock.isPast)).toEqual([true, false, false]);
    },
  );
});
