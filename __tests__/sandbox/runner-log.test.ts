import { expect, test } from '@jest/globals';
import { startLog, startMasker } from '../../sandbox/runner-log.ts';

/** What a user reads of what a step printed. */
function read(printed: string, { debug = false } = {}): string {
  const log = startLog(startMasker(), debug);
  log.write('stdout', printed);
  log.end();
  return log.text();
}

test.each([
  ['plain text', 'hello\n', 'hello\n'],
  ['an error', '::error::It broke\n', 'Error: It broke\n'],
  ['an error with properties', '::error title=Oh,file=a.ts::It broke\n', 'Error: It broke\n'],
  ['a warning', '::warning::Look out\n', 'Warning: Look out\n'],
  ['a notice', '  ::notice::By the way\n', 'Notice: By the way\n'],
  ['escapes', '::error::50%25 of%0Atwo lines%250A\n', 'Error: 50% of\ntwo lines%0A\n'],
  ['a group', '::group::All of it\ninside\n::endgroup::\n', '▸ All of it\ninside\n'],
  ['an unknown command', '::unknown::x\n', '::unknown::x\n'],
  ['a command in the middle of a line', 'x ::error::y\n', 'x ::error::y\n'],
  ['the old form of a command, which may be anywhere in a line', 'x ##[error]y%5D\n', 'Error: y]\n'],
  ['a debug message', '::debug::x\n', ''],
  ['a last line without an end', 'no end', 'no end\n'],
  ['lines that end as on Windows', 'a\r\nb\r\n', 'a\nb\n'],
  ['no masked value, and not the mask', 'hush\n::add-mask::hush\nhush, hush-hush\n', 'hush\n***, ***-***\n'],
  ['no masked value in an error', '::add-mask::hush\n::error::It was hush\n', 'Error: It was ***\n'],
  ['no line of a masked value', '::add-mask::one%0D%0Atwo\nx one x two x\n', 'x *** x *** x\n'],
])('a user reads %s', (_title, printed, expected) => {
  expect(read(printed)).toBe(expected);
});

test('a user reads debug messages when debug logging is on', () => {
  expect(read('::debug::x\n', { debug: true })).toBe('##[debug]x\n');
});

test('commands are found with their properties, and across pieces of a stream', () => {
  const log = startLog(startMasker(), false);
  log.write('stdout', '::err');
  log.write('stderr', 'between\n');
  log.write('stdout', 'or title=a%3Ab%2Cc,line=1::x\r');
  log.write('stdout', '\n');
  log.end();
  expect(log.commands).toEqual([{ name: 'error', properties: { title: 'a:b,c', line: '1' }, value: 'x' }]);
  expect(log.text()).toBe('between\nError: x\n');
});

test.each([
  ['base64', Buffer.from('s3cr&t "key"').toString('base64')],
  ['base64 of something longer', Buffer.from('xs3cr&t "key"').toString('base64').slice(4)],
  ['a URI', 's3cr%26t%20%22key%22'],
  ['JSON', String.raw`s3cr&t \"key\"`],
  ['XML', 's3cr&amp;t &quot;key&quot;'],
])('a masked value is hidden in the form that it has in %s', (_title, form) => {
  expect(read(`::add-mask::s3cr&t "key"\n<${form}>\n`)).not.toContain(form);
});

test('values that overlap are hidden as one, and an empty one hides nothing and is warned about', () => {
  expect(read('::add-mask::abcd\n::add-mask::cdef\nxabcdefx\n')).toBe('x***x\n');
  expect(read('::add-mask::\nhello\n')).toMatch(/^Warning: Can't add secret mask.*\nhello\n$/);
});

test('commands can be stopped, so that foreign text does nothing', () => {
  const printed = '::stop-commands::token\n::add-mask::foreign\n::token::\n::error::x foreign\n';
  expect(read(printed)).toBe('::add-mask::foreign\nError: x foreign\n');
});
