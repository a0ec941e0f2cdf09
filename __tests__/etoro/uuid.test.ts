import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isUuid, toUuid } from '../../src/etoro/uuid.ts';

test('every UUID of any version is one', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      expect(isUuid(id)).toBe(true);
      expect(toUuid(id)).toBe(id);
    }),
  );
});

test('a UUID in upper case is read as one in lower case, the form in which ids are compared', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      const upper = id.toUpperCase();
      fc.pre(upper !== id);
      expect(isUuid(upper)).toBe(false);
      expect(toUuid(upper)).toBe(id);
    }),
  );
});

test.each([
  '',
  'my-portfolio',
  'a1b2c3d4e5f67890abcdef1234567890',
  '{a1b2c3d4-e5f6-7890-abcd-ef1234567890}',
  'a1b2c3d4-e5f6-7890-abcd-ef123456789',
  'a1b2c3d4-e5f6-7890-abcd-ef12345678901',
  'g1b2c3d4-e5f6-7890-abcd-ef1234567890',
  'a1b2c3d4-e5f6-7890-abcd-ef1234567890\n',
  ' a1b2c3d4-e5f6-7890-abcd-ef1234567890',
  '../../v1/other',
])('%j is no UUID', (text) => {
  expect(isUuid(text)).toBe(false);
  expect(toUuid(text)).toBeUndefined();
});

test.each([undefined, null, 1, {}, ['a1b2c3d4-e5f6-7890-abcd-ef1234567890']])(
  '%j is no text, so it is no UUID',
  (value) => {
    expect(toUuid(value)).toBeUndefined();
  },
);
