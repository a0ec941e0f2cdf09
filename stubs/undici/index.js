// In the place of undici, which the toolkit imports for functions that this action never calls: see CONTRIBUTING.md.
export class ProxyAgent {}
