import type { Uuid } from '../agent-portfolio-id.ts';
import type { Parsed } from '../parsed.ts';
import {
  parseScopes,
  scopeById,
  scopeByName,
  type Scope,
  type ScopeVocabulary,
} from '../scopes.ts';
import type { components } from './openapi.d.ts';

/** The field of a create request that names the scopes. */
type ScopesField =
  | Pick<components['schemas']['CreateUserTokenRequest'], 'scopeIds'>
  | Pick<components['schemas']['CreateUserTokenV2Request'], 'scopeNames'>;

/** Scopes as the API's version takes them, and as users read them. */
export interface GrantedScopes {
  readonly field: ScopesField;
  readonly scopes: readonly Scope[];
}

/** What differs between the versions of the API: everything else is the same, revoking by v1's path included. */
export interface ApiVersion {
  readonly createPath: (agentPortfolioId: Uuid) => string;
  readonly parseScopes: (text: string) => Parsed<GrantedScopes>;
}

function apiVersion<Wire extends string | number>(
  segment: string,
  vocabulary: ScopeVocabulary<Wire>,
  field: (scopes: Wire[]) => ScopesField,
): ApiVersion {
  return {
    createPath: (agentPortfolioId) =>
      `/api/${segment}/agent-portfolios/${agentPortfolioId}/user-tokens`,
    parseScopes: (text) => {
      const parsed = parseScopes(text, vocabulary);
      if ('problem' in parsed) return parsed;
      const scopes = parsed.value;
      return { value: { field: field(scopes.map(({ wire }) => wire)), scopes } };
    },
  };
}

export const apiVersions = {
  v1: apiVersion('v1', scopeById, (scopeIds) => ({ scopeIds })),
  v2: apiVersion('v2', scopeByName, (scopeNames) => ({ scopeNames })),
} as const;
