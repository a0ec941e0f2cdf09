import { describe, expect, test } from '@jest/globals';
import { startEtoroClock } from '../../src/etoro/clock.ts';
import { DAY, fakeClock, HOUR, SECOND } from '../fakes.ts';

function start() {
  const clock = fakeClock();
  const told: number[] = [];
  const etoroClock = startEtoroClock(clock, (off) => told.push(off));
  const learn = (ahead: number) => {
    etoroClock.learn(clock.now() + ahead);
  };
  return { clock, told, etoroClock, learn };
}

describe('the correction of an expiry', () => {
  test('is none before the first answer', () => {
    expect(start().etoroClock.correction()).toBe(0);
  });

  test.each([30 * SECOND, -30 * SECOND, 0])('is none while the clocks are %i ms apart', (ahead) => {
    const { told, etoroClock, learn } = start();
    learn(ahead);
    expect(etoroClock.correction()).toBe(0);
    expect(told).toEqual([]);
  });

  test.each([31 * SECOND, -31 * SECOND, HOUR, -HOUR, DAY, -DAY])(
    'is what the clocks are apart, and told: %i ms',
    (ahead) => {
      const { told, etoroClock, learn } = start();
      learn(ahead);
      expect(etoroClock.correction()).toBe(ahead);
      expect(told).toEqual([ahead]);
    },
  );

  test.each([DAY + SECOND, -DAY - SECOND, 3650 * DAY])(
    'is none for clocks that are more than a day apart: %i ms',
    (ahead) => {
      const { told, etoroClock, learn } = start();
      learn(ahead);
      expect(etoroClock.correction()).toBe(0);
      expect(told).toEqual([]);
    },
  );

  test('is learnt once: it stays when later answers say otherwise', () => {
    const { told, etoroClock, learn } = start();
    for (const ahead of [HOUR, 2 * HOUR, 0, -HOUR]) learn(ahead);
    expect(etoroClock.correction()).toBe(HOUR);
    expect(told).toEqual([HOUR]);
  });

  test('is learnt from a later answer where the first one was right enough, or not believed', () => {
    const { told, etoroClock, learn } = start();
    for (const ahead of [10 * SECOND, 2 * DAY, -HOUR]) learn(ahead);
    expect(etoroClock.correction()).toBe(-HOUR);
    expect(told).toEqual([-HOUR]);
  });
});

describe('how far eToro is ahead', () => {
  test('is 0 before the first answer', () => {
    expect(start().etoroClock.ahead()).toBe(0);
  });

  test('is what the last answer says, also where it is no reason for a correction', () => {
    const { etoroClock, learn } = start();
    const read = [HOUR, 10 * SECOND, -2 * DAY].map((ahead) => {
      learn(ahead);
      return etoroClock.ahead();
    });
    expect(read).toEqual([HOUR, 10 * SECOND, -2 * DAY]);
  });

  test('does not change with an answer that does not tell the time', () => {
    const { etoroClock, learn } = start();
    learn(HOUR);
    etoroClock.learn(undefined);
    expect(etoroClock.ahead()).toBe(HOUR);
  });
});

describe('the earliest that it can be now', () => {
  test("is the runner's time before the first answer", () => {
    const { clock, etoroClock } = start();
    expect(etoroClock.earliestNow()).toBe(clock.now());
  });

  test.each([
    ['a second ahead', SECOND, SECOND],
    ['a second behind', -SECOND, -SECOND],
    ['a day ahead', DAY, DAY],
    ['a day behind', -DAY, -DAY],
    ["too far ahead to be believed: the runner's", DAY + SECOND, 0],
    ["too far behind to be believed: eToro's all the same", -DAY - SECOND, -DAY - SECOND],
  ])("is eToro's time where it is %s", (_what, ahead, expected) => {
    const { clock, etoroClock, learn } = start();
    learn(ahead);
    expect(etoroClock.earliestNow() - clock.now()).toBe(expected);
  });

  test('goes on with the clock', () => {
    const { clock, etoroClock, learn } = start();
    learn(HOUR);
    clock.advance(5 * SECOND);
    expect(etoroClock.earliestNow()).toBe(clock.now() + HOUR);
  });
});
