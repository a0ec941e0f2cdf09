import { expect, test } from '@jest/globals';
import { parseKeyValues, parsePaths } from '../../sandbox/runner-files.ts';

test.each([
  ['an empty file', '', {}],
  ['a line', 'name=value\n', { name: 'value' }],
  ['a line without an end', 'name=value', { name: 'value' }],
  ['empty lines between', '\na=1\n\nb=2\n', { a: '1', b: '2' }],
  ['an equals sign in the value', 'url=x?y=z<<1\n', { url: 'x?y=z<<1' }],
  ['an empty value', 'name=\n', { name: '' }],
  ['lines up to a delimiter', 'name<<EOF\none\n\ntwo=2\nEOF\nnext=3\n', { name: 'one\n\ntwo=2', next: '3' }],
  ['nothing up to a delimiter', 'name<<EOF\nEOF\n', { name: '' }],
  ['an equals sign in the delimiter', 'name<<E=F\nvalue\nE=F\n', { name: 'value' }],
  ['a name twice, of which the last counts', 'name=1\nname=2\n', { name: '2' }],
])('the runner reads %s', (_title, text, values) => {
  expect(parseKeyValues(text)).toEqual(values);
});

test.each([
  ['a line without an equals sign', 'name\n', 'Invalid format'],
  ['no name', '=value\n', 'Name must not be empty'],
  ['no name before a delimiter', '<<EOF\nvalue\nEOF\n', 'Name must not be empty'],
  ['no delimiter', 'name<<\nvalue\n', 'delimiter must not be empty'],
  ['a value that breaks off', 'name<<EOF\nvalue\n', "Matching delimiter not found 'EOF'"],
])('the runner refuses %s', (_title, text, message) => {
  expect(() => parseKeyValues(text)).toThrow(message);
});

test('the runner reads a directory from each line', () => {
  expect(parsePaths('/a\n\n/b c\n')).toEqual(['/a', '/b c']);
});
