import { describe, expect, test } from '@jest/globals';
import { readKeys, startReading, takeKeys } from '../../src/runner/common-inputs.ts';
import { API_KEY, fakeLog, USER_KEY } from '../fakes.ts';
import { problemsOf, startRunner } from '../runner.ts';

startRunner();

/** Reads the keys, and tells them, what is wrong with them, and what was masked. */
function read(env: Record<string, string>) {
  Object.assign(process.env, env);
  const { secrets, masked } = fakeLog();
  const reader = startReading({}, secrets);
  const keys = readKeys(reader, takeKeys(secrets));
  const problems = problemsOf(() => reader.complete({ keys }));
  return { keys: keys && [keys.apiKey.reveal(), keys.userKey.reveal()], problems, masked };
}

const inputs = (apiKey: string, userKey: string) => ({ 'INPUT_API-KEY': apiKey, 'INPUT_USER-KEY': userKey });
const variables = (apiKey: string, userKey: string) => ({ ETORO_API_KEY: apiKey, ETORO_USER_KEY: userKey });

test.each([
  ['the inputs', inputs(API_KEY, USER_KEY)],
  ['the environment, without the white space around', variables(API_KEY, ` ${USER_KEY}\n`)],
  ['an input and the environment', { ...inputs(API_KEY, ''), ...variables('', USER_KEY) }],
])('keys come from %s, and are masked', (_where, env) => {
  const keys = [API_KEY, USER_KEY];
  expect(read(env)).toEqual({ keys, problems: [], masked: keys });
});

test('an input goes before the environment', () => {
  const env = { ...inputs(API_KEY, USER_KEY), ...variables('another-key', 'another-key') };
  expect(read(env).keys).toEqual([API_KEY, USER_KEY]);
});

test('keys that are not given are told, with what to write', () => {
  expect(read({}).problems).toEqual([
    '- api-key: It is not given. Write api-key: ${{ secrets.ETORO_API_KEY }}',
    '- user-key: It is not given. Write user-key: ${{ secrets.ETORO_USER_KEY }}',
  ]);
});

test('two keys that are the same are told', () => {
  expect(read(inputs(USER_KEY, USER_KEY)).problems).toEqual([
    '- user-key: It is the same as api-key. They are two keys of your eToro account: copy each into its own secret.',
  ]);
});

const K = USER_KEY;
const character =
  'It has a character that it cannot have, such as a space or a line break. Copy it into the secret again.';
const expression =
  'It is an expression that was not replaced. GitHub replaces one in the workflow file, between ${{ and }}: write it there.';
const name = 'It begins with a name. Leave out the name and what follows it, up to the value.';
const variable =
  'It is the name of a variable, and nothing replaces that in an input. Write an expression instead, between ${{ and }}.';
const json = 'It is JSON. Write only the value that is in it.';
const quotes = 'It has quotes around it. Leave them out.';
const comma = 'It ends with a comma or semicolon. Leave it out.';

describe('what is no key', () => {
  test.each([
    ['two words', character],
    ['line\nbreak', character],
    ['tab\there', character],
    ['schlüssel', character],
    ['null\0byte', character],
    ['qz7!xw4', 'It has fewer than 8 characters, and no key is so short. Copy it into the secret again.'],
    [`'${K}'`, quotes],
    [`"${K}"`, quotes],
    [`“${K}”`, quotes],
    [`\`${K}\``, quotes],
    [`${K}"`, quotes],
    [`ETORO_USER_KEY=${K}`, name],
    [`ETORO_USER_KEY="${K}"`, name],
    [`export ETORO_USER_KEY=${K}`, name],
    [`$env:ETORO_USER_KEY=${K}`, name],
    [`user_key = ${K}`, name],
    [`ETORO_USER_KEY: ${K}`, name],
    [`x-user-key:${K}`, name],
    [`"userKey": "${K}",`, name],
    [`{"userKey":"${K}"}`, json],
    [`["${K}"]`, json],
    [`${K}}`, json],
    [`${K},`, comma],
    [`${K};`, comma],
    ['$ETORO_USER_KEY', variable],
    ['${ETORO_USER_KEY}', variable],
    ['$(cat user-key)', variable],
    ['%ETORO_USER_KEY%', variable],
    ['ETORO_USER_KEY', variable],
    ['${{ secrets.ETORO_USER_KEY }}', expression],
    ['{{ secrets.ETORO_USER_KEY }}', expression],
    ['secrets.ETORO_USER_KEY', expression],
    [`\${{ '${K}' }}`, expression],
  ])('%j is told, without the value', (key, problem) => {
    const { problems, masked } = read(inputs(API_KEY, key));
    expect(problems).toEqual([`- user-key: ${problem}`]);
    // To hide the name of a secret would make messages unreadable.
    expect(masked).toEqual(/^[{$% ]*(?:secrets\.)?ETORO_USER_KEY[}% ]*$/.test(key) ? [API_KEY] : [API_KEY, key]);
  });

  test.each(['qz7!xw4?', `${K}_`, `${K}==`, '$2b$10$abcdefgh', `a'b"c{d}e`])('%j may be a key, and is sent', (key) => {
    expect(read(inputs(API_KEY, key)).problems).toEqual([]);
  });
});
