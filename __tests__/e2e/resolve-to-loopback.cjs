// Stands in for a name server: etoro.test is on the loopback address, so that a request that goes out directly arrives.
const dns = require('node:dns');
const { lookup } = dns;
dns.lookup = (hostname, options, callback) =>
  lookup(hostname === 'etoro.test' ? '127.0.0.1' : hostname, options, callback);
