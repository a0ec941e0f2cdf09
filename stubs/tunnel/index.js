// Loads the real package when there is a proxy and not before, for few jobs have one: see CONTRIBUTING.md.
for (const name of ['httpOverHttp', 'httpsOverHttp', 'httpOverHttps', 'httpsOverHttps']) {
  exports[name] = (options) => require('tunnel-for-proxies')[name](options);
}
