import { expect, test } from '@jest/globals';
import { retirementOf } from '../../src/etoro/answers.ts';

const sunset = 'Wed, 30 Jun 2027 23:59:59 GMT';
const end = Date.UTC(2027, 5, 30, 23, 59, 59);

test.each([
  [{}, undefined],
  [{ deprecation: '@1798761600' }, { deprecated: Date.UTC(2027, 0, 1) }],
  [
    { deprecation: '@1798761600;note="x"', sunset },
    { deprecated: Date.UTC(2027, 0, 1), sunset: end },
  ],
  [{ sunset }, { sunset: end }],
  // The drafts had a word or an HTTP date in the place of the moment.
  [{ deprecation: 'true' }, {}],
  [{ deprecation: sunset, sunset: 'soon' }, {}],
  [{ deprecation: '@1e9', sunset: '@1798761600' }, {}],
])('%j says %j about the end of a call', (headers, retirement) => {
  expect(retirementOf(headers)).toEqual(retirement);
});
