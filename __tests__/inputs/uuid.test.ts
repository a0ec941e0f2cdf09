import { expect, test } from '@jest/globals';
import { parseUuid } from '../../src/inputs/uuid.ts';
import { problemOf, valueOf } from '../fakes.ts';

const parse = (text: string) => parseUuid(text, 'agent-portfolio');
const id = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890';

// etoro/uuid.test.ts holds what a UUID is.
test('a UUID is taken, in any case, and given in lower case', () => {
  expect([valueOf(parse(id)), valueOf(parse(id.toUpperCase()))]).toEqual([id, id]);
});

test.each(['my-portfolio', id.slice(1), `${id}\n`])('%j is not taken, and told', (text) => {
  expect(problemOf(parse(text))).toBe(
    `${JSON.stringify(text)} is not a UUID. Write the id of the agent-portfolio, such as ${id}.`,
  );
});

const around = `It has braces or quotes around it. Write ${id} alone.`;
test.each([
  [`{${id}}`, around],
  [`"${id}"`, around],
  [`'${id}'`, around],
  [`["${id}"]`, around],
  [`PORTFOLIO_ID=${id}`, 'It begins with a name. Leave out the name and what follows it, up to the value.'],
  [
    '$PORTFOLIO_ID',
    'It is the name of a variable, and nothing replaces that in an input. Write an expression instead, between ${{ and }}.',
  ],
  [
    '${{ vars.PORTFOLIO_ID }}',
    'It is an expression that was not replaced. GitHub replaces one in the workflow file, between ${{ and }}: write it there.',
  ],
  [`${id},`, 'It ends with a comma or semicolon. Leave it out.'],
])('%s was not copied alone, and that is told', (text, problem) => {
  expect(problemOf(parse(text))).toBe(problem);
});
