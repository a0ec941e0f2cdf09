import { expect, test } from '@jest/globals';
import { phasesOf, type Connection } from '../../bench/phases.ts';

const services: Connection[] = [
  { server: 1, acceptedAt: 1050, secureAt: 1052, requestedAt: 1053, answeredAt: 1060 },
  { server: 2, acceptedAt: 1051, secureAt: 1053, requestedAt: 1054, answeredAt: 1062 },
  { server: 3, acceptedAt: 1052 },
];
const etoro = (acceptedAt: number, secureAt: number, requestedAt: number, answeredAt: number) =>
  ({ server: 'etoro', acceptedAt, secureAt, requestedAt, answeredAt }) as const;

const late = [...services, etoro(1063, 1070, 1071, 1075)];
const early = [...services, etoro(1052, 1058, 1063, 1066)];
const far = [etoro(1040, 1090, 1090, 1091)];

test.each<[string, Connection[], number, number, number[]]>([
  ['follow each other', late, 1080, 0, [50, 12, 8, 5, 5]],
  ['have no time for a connection that was ready early', early, 1070, 0, [50, 12, 0, 4, 4]],
  ['tell what the program saw, half a round trip away', far, 1105, 20, [40, 0, 40, 21, 4]],
])('the phases of a run %s', (_, connections, end, roundTrip, phases) => {
  const { load, address, connect, request, rest } = phasesOf({ start: 1000, end }, connections, () => roundTrip);
  expect([load, address, connect, request, rest]).toEqual(phases);
});

test.each<[string, Connection[]]>([
  ['0 connections', []],
  ['2 connections', [etoro(1, 2, 2, 3), etoro(1, 2, 2, 3)]],
  ['an answer', [{ server: 'etoro', acceptedAt: 1 }]],
])('a run without its one answer of eToro is refused: %s', (problem, connections) => {
  expect(() => phasesOf({ start: 0, end: 4 }, connections, () => 0)).toThrow(problem);
});
