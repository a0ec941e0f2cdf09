import { expect, test } from '@jest/globals';
import { withSection } from '../../bench/document.ts';

const document = 'Before\n<!-- a:start -->\nold\n<!-- a:end -->\nAfter\n';

test('a section is what stands between its markers, and nothing else is replaced', () => {
  const replaced = withSection(document, 'a', 'new\n');
  expect(replaced).toBe('Before\n<!-- a:start -->\n\nnew\n\n<!-- a:end -->\nAfter\n');
  expect(withSection(replaced, 'a', 'new')).toBe(replaced);
});

test('a section has to have both markers, in order', () => {
  expect(() => withSection(document, 'b', '')).toThrow('<!-- b:start -->');
  expect(() => withSection('<!-- a:end --><!-- a:start -->', 'a', '')).toThrow('<!-- a:start -->');
});
