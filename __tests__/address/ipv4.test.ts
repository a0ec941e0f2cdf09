import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isIPv4, isPublic } from '../../src/address/ipv4.ts';
import { ipv4 } from '../fakes.ts';

/** The plainest thing that can be called IPv4: four numbers from 0 to 255, written as JavaScript writes them. */
function isIPv4ByReference(text: string): boolean {
  const parts = text.split('.');
  return (
    parts.length === 4 &&
    parts.every((part) => {
      const number = Number(part);
      return String(number) === part && Number.isInteger(number) && number >= 0 && number <= 255;
    })
  );
}

const toText = (number: number) => [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
const toNumber = (text: string) => text.split('.').reduce((number, part) => number * 256 + Number(part), 0);
const address = fc.nat(2 ** 32 - 1).map(toText);

describe('isIPv4', () => {
  test('takes every address', () => {
    fc.assert(
      fc.property(address, (text) => {
        expect(isIPv4(text)).toBe(true);
      }),
    );
  });

  test('agrees with a plain reference on anything that looks like an address', () => {
    const part = fc.oneof(
      fc.nat(300).map(String),
      fc.constantFrom('', '00', '01', '007', '-1', '+1', '1e1', '0x1', ' 1', '1 ', '256', '१'),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 3, maxLength: 5 }), (parts) => {
        expect(isIPv4(parts.join('.'))).toBe(isIPv4ByReference(parts.join('.')));
      }),
      { numRuns: 1000 },
    );
  });

  test.each(['1.2.3.4.', '.1.2.3.4', '1.2.3.4\n', '\n1.2.3.4', '1.2.3', '1..2.3', '01.2.3.4', ''])(
    'does not take %j',
    (text) => {
      expect(isIPv4(text)).toBe(false);
    },
  );
});

describe('isPublic', () => {
  // The IANA IPv4 special-purpose address registry, and multicast; `beside` tells which neighbours are public.
  const blocks = (
    [
      ['', '0.0.0.0', '0.255.255.255', '1.0.0.0'],
      ['9.255.255.255', '10.0.0.0', '10.255.255.255', '11.0.0.0'],
      ['100.63.255.255', '100.64.0.0', '100.127.255.255', '100.128.0.0'],
      ['126.255.255.255', '127.0.0.0', '127.255.255.255', '128.0.0.0'],
      ['169.253.255.255', '169.254.0.0', '169.254.255.255', '169.255.0.0'],
      ['172.15.255.255', '172.16.0.0', '172.31.255.255', '172.32.0.0'],
      ['191.255.255.255', '192.0.0.0', '192.0.0.255', '192.0.1.0'],
      ['192.0.1.255', '192.0.2.0', '192.0.2.255', '192.0.3.0'],
      ['192.88.98.255', '192.88.99.0', '192.88.99.255', '192.88.100.0'],
      ['192.167.255.255', '192.168.0.0', '192.168.255.255', '192.169.0.0'],
      ['198.17.255.255', '198.18.0.0', '198.19.255.255', '198.20.0.0'],
      ['198.51.99.255', '198.51.100.0', '198.51.100.255', '198.51.101.0'],
      ['203.0.112.255', '203.0.113.0', '203.0.113.255', '203.0.114.0'],
      ['223.255.255.255', '224.0.0.0', '255.255.255.255', ''],
    ] as const
  ).map(([before, first, last, after]) => ({ before, first, last, after }));

  test.each(blocks)('$first to $last is not public', ({ first, last }) => {
    fc.assert(
      fc.property(fc.integer({ min: toNumber(first), max: toNumber(last) }), (number) => {
        expect(isPublic(ipv4(toText(number)))).toBe(false);
      }),
      { examples: [[toNumber(first)], [toNumber(last)]] },
    );
  });

  test.each(blocks.flatMap(({ before, after }) => [before, after].filter((text) => text !== '')))(
    '%s, beside a block, is public',
    (text) => {
      expect(isPublic(ipv4(text))).toBe(true);
    },
  );

  test('what is in no block is public', () => {
    const inBlock = (number: number) =>
      blocks.some(({ first, last }) => toNumber(first) <= number && number <= toNumber(last));
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), (number) => {
        expect(isPublic(ipv4(toText(number)))).toBe(!inBlock(number));
      }),
      { numRuns: 1000 },
    );
  });
});
