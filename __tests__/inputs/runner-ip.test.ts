import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isPublic } from '../../src/address/ipv4.ts';
import { parseRunnerIp } from '../../src/inputs/runner-ip.ts';
import { ipv4, problemOf, valueOf } from '../fakes.ts';

const address = fc.ipV4().filter((text) => isPublic(ipv4(text)));

test.each([
  ['auto', true, []],
  [' AUTO\n', true, []],
  ['None', false, []],
  ['auto 20.102.38.7', true, ['20.102.38.7']],
  ['20.102.38.7, Auto, 20.102.38.8', true, ['20.102.38.7', '20.102.38.8']],
])('takes %j', (text, auto, addresses) => {
  expect(valueOf(parseRunnerIp(text))).toEqual({ auto, addresses });
});

test('takes public addresses in the list form, keeps their order and drops repeats', () => {
  const list = fc.array(address, { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(list, fc.constantFrom(',', ' ', '\n', ', '), (addresses, between) => {
      const text = [...addresses, ...addresses].join(between);
      const unique = [...new Set(addresses)];
      expect(valueOf(parseRunnerIp(text))).toEqual({ auto: false, addresses: unique });
    }),
  );
});

test.each([
  ['none 20.102.38.7', '"none" cannot be combined with others'],
  ['auto none', '"none" cannot be combined with others'],
  ['none, none', '"none" cannot be combined with others'],
  ['10.0.0.7', '"10.0.0.7" is not a public address, and eToro never sees it'],
  ['auto, 203.0.113.7', '"203.0.113.7" is not a public address'],
  ['2001:db8::1', '"2001:db8::1" is an IPv6 address'],
  ['::ffff:20.102.38.7', 'is an IPv6 address'],
  ['20.102.38.0/24', '"20.102.38.0/24" is a range'],
  // Some read leading zeros as octal.
  ['20.102.038.7', '"20.102.038.7" is not an IPv4'],
  ['one 20.102.38.7 two', '"one" is not an IPv4'],
  ['one 20.102.38.7 two', '"two" is not an IPv4'],
  [',', 'no address'],
])('does not take %j: %s', (text, why) => {
  expect(problemOf(parseRunnerIp(text))).toContain(why);
});
