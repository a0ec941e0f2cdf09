import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseUuid } from '../../src/inputs/uuid.ts';
import { problemOf, valueOf } from '../fakes.ts';

const parse = (text: string) => parseUuid(text, 'agent-portfolio');

describe('parseUuid', () => {
  test('takes every UUID, of any version', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(valueOf(parse(id))).toBe(id);
      }),
    );
  });

  test('takes upper case, and gives lower case', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(valueOf(parse(id.toUpperCase()))).toBe(id);
      }),
    );
  });

  test.each([
    'my-portfolio',
    'a1b2c3d4e5f67890abcdef1234567890',
    '{a1b2c3d4-e5f6-7890-abcd-ef1234567890}',
    'a1b2c3d4-e5f6-7890-abcd-ef123456789',
    'a1b2c3d4-e5f6-7890-abcd-ef12345678901',
    'g1b2c3d4-e5f6-7890-abcd-ef1234567890',
    'a1b2c3d4-e5f6-7890-abcd-ef1234567890\n',
    '../../v1/other',
  ])('does not take %j, and says so', (text) => {
    const problem = problemOf(parse(text));
    expect(problem).toContain(JSON.stringify(text));
    expect(problem).toContain(
      'Write the id of the agent-portfolio, such as a1b2c3d4-e5f6-7890-abcd-ef1234567890.',
    );
  });
});
