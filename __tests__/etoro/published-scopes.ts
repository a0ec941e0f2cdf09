/** The scopes of the published reference, apart from src/, so that a slip there is seen. */
export const publishedScopes = [
  { short: 'real:read', id: 200, v1: 'etoro-public:real:read', v2: 'etoro-public:trade.real:read' },
  { short: 'demo:read', id: 201, v1: 'etoro-public:demo:read', v2: 'etoro-public:trade.demo:read' },
  { short: 'real:write', id: 202, v1: 'etoro-public:real:write', v2: 'etoro-public:trade.real:write' },
  { short: 'demo:write', id: 203, v1: 'etoro-public:demo:write', v2: 'etoro-public:trade.demo:write' },
];
