import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseRunnerIp } from '../../src/inputs/runner-ip.ts';
import { problemOf, valueOf } from '../fakes.ts';

const address = fc.ipV4();

describe('parseRunnerIp', () => {
  test.each([
    ['auto', 'auto'],
    ['AUTO', 'auto'],
    ['None', 'none'],
    [' none\n', 'none'],
  ])('takes the word %j', (text, word) => {
    expect(valueOf(parseRunnerIp(text))).toBe(word);
  });

  test('takes addresses in the list form, keeps their order and drops repeats', () => {
    const list = fc.array(address, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(list, fc.constantFrom(',', ' ', '\n', ', '), (addresses, between) => {
        const text = [...addresses, ...addresses].join(between);
        expect(valueOf(parseRunnerIp(text))).toEqual([...new Set(addresses)]);
      }),
    );
  });

  test.each([
    ['20.102.38.7 auto', 'auto'],
    ['none, none', 'none'],
  ])('%j: a word cannot be combined with others', (text, word) => {
    expect(problemOf(parseRunnerIp(text))).toContain(`"${word}" cannot be combined with others`);
  });

  test('an IPv6 address is told to be one', () => {
    expect(problemOf(parseRunnerIp('2001:db8::1'))).toContain('"2001:db8::1" is an IPv6 address');
  });

  test('an IPv4 address in the guise of IPv6 is told to be one', () => {
    expect(problemOf(parseRunnerIp('::ffff:20.102.38.7'))).toContain('is an IPv6 address');
  });

  test('a range is told to be one', () => {
    expect(problemOf(parseRunnerIp('20.102.38.0/24'))).toContain('"20.102.38.0/24" is a range');
  });

  test('leading zeros are not taken, because some read them as octal', () => {
    expect(problemOf(parseRunnerIp('20.102.038.7'))).toContain('"20.102.038.7" is not an IPv4');
  });

  test('tells of every item that is no address', () => {
    expect(problemOf(parseRunnerIp('one 20.102.38.7 two'))).toMatch(/"one".*"two"/);
  });

  test('a list without an item is a problem', () => {
    expect(problemOf(parseRunnerIp(','))).toContain('no address');
  });
});
