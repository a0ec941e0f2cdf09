import { expect, test } from '@jest/globals';
import { apiVersions } from '../../src/etoro/versions.ts';
import { problemOf, uuid, valueOf } from '../fakes.ts';

test.each(['v1', 'v2'] as const)('%s has a path of its own for creating', (version) => {
  const path = apiVersions[version].createPath(uuid(7));
  expect(path).toBe(`/api/${version}/agent-portfolios/${uuid(7)}/user-tokens`);
});

test('v1 sends ids', () => {
  const { field } = valueOf(apiVersions.v1.parseScopes('real:read, demo:write'));
  expect(field).toEqual({ scopeIds: [200, 203] });
});

test('v2 sends names', () => {
  const { field } = valueOf(apiVersions.v2.parseScopes('real:read'));
  expect(field).toEqual({ scopeNames: ['etoro-public:trade.real:read'] });
});

test.each(['v1', 'v2'] as const)('%s passes on why something is no scope', (version) => {
  expect(problemOf(apiVersions[version].parseScopes('nope'))).toContain('"nope"');
});
