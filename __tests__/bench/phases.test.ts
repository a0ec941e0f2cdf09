import { describe, expect, test } from '@jest/globals';
import { phasesOf, type Connection } from '../../bench/phases.ts';

const near = () => 0;

describe('the phases of a run', () => {
  test('follow each other when the connection to eToro is made last', () => {
    const connections: Connection[] = [
      { server: 1, acceptedAt: 1050, secureAt: 1052, requestedAt: 1053, answeredAt: 1060 },
      { server: 2, acceptedAt: 1051, secureAt: 1053, requestedAt: 1054, answeredAt: 1062 },
      { server: 3, acceptedAt: 1052 },
      { server: 'etoro', acceptedAt: 1063, secureAt: 1070, requestedAt: 1071, answeredAt: 1075 },
    ];
    expect(phasesOf({ start: 1000, end: 1080 }, connections, near)).toEqual({
      load: 50,
      address: 12,
      connect: 8,
      request: 5,
      rest: 5,
    });
  });

  test('have no time for a connection that was ready before the address was known', () => {
    const connections: Connection[] = [
      { server: 1, acceptedAt: 1050, answeredAt: 1060 },
      { server: 2, acceptedAt: 1051, answeredAt: 1062 },
      { server: 'etoro', acceptedAt: 1052, secureAt: 1058, requestedAt: 1063, answeredAt: 1066 },
    ];
    expect(phasesOf({ start: 1000, end: 1070 }, connections, near)).toEqual({
      load: 50,
      address: 12,
      connect: 0,
      request: 4,
      rest: 4,
    });
  });

  test('tell what the program saw, half a round trip away from the servers', () => {
    const connections: Connection[] = [
      { server: 'etoro', acceptedAt: 1040, secureAt: 1090, requestedAt: 1090, answeredAt: 1091 },
    ];
    expect(phasesOf({ start: 1000, end: 1105 }, connections, () => 20)).toEqual({
      load: 40,
      address: 0,
      connect: 40,
      request: 21,
      rest: 4,
    });
  });

  test('are refused when there is not one connection to eToro with an answer', () => {
    const answered: Connection = { server: 'etoro', acceptedAt: 1, secureAt: 2, answeredAt: 3 };
    const times = { start: 0, end: 4 };
    expect(() => phasesOf(times, [], near)).toThrow('0 connections');
    expect(() => phasesOf(times, [answered, answered], near)).toThrow('2 connections');
    expect(() => phasesOf(times, [{ server: 'etoro', acceptedAt: 1 }], near)).toThrow('an answer');
  });
});
