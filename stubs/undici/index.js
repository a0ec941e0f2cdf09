// In the place of undici, which the toolkit imports for functions that this action never calls: see CONTRIBUTING.md.

/** `@actions/github` makes one as it is loaded behind a proxy, for the `fetch` below. */
export class ProxyAgent {}

export function fetch() {
  throw new Error('fetch is a stub: this action does not bundle undici');
}
