// In the place of undici, which the toolkit imports for functions that this action never calls: see CONTRIBUTING.md.
export class ProxyAgent {
  constructor() {
    throw new Error('ProxyAgent is a stub: this action does not bundle undici');
  }
}
