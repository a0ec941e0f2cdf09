import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isUuid, toUuid } from '../../src/etoro/uuid.ts';

const id = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890';

test('every UUID of any version is one, and in upper case is read as one in lower case, in which ids are compared', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      const upper = id.toUpperCase();
      expect([toUuid(id), toUuid(upper)]).toEqual([id, id]);
      expect([isUuid(id), isUuid(upper)]).toEqual([true, upper === id]);
    }),
  );
});

test.each<unknown>([
  ...['', 'my-portfolio', id.replaceAll('-', ''), `{${id}}`, id.slice(0, -1), `${id}1`, id.replace('a', 'g')],
  ...[`${id}\n`, ` ${id}`, '../../v1/other', undefined, null, 1, {}, [id]],
])('%j is no UUID', (value) => {
  expect(typeof value === 'string' && isUuid(value)).toBe(false);
  expect(toUuid(value)).toBeUndefined();
});
