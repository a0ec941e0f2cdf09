// Plays a host with two addresses: the first is 300 ms away, and nobody listens on the second.
const { setTimeout } = require('node:timers');
const dns = require('node:dns');
const { TCP } = process.binding('tcp_wrap');

const { lookup } = dns;
dns.lookup = (hostname, options, callback) => {
  if (hostname !== 'etoro.test') return lookup(hostname, options, callback);
  callback(
    null,
    ['127.0.0.1', '127.0.0.9'].map((address) => ({ address, family: 4 })),
  );
};
const { connect } = TCP.prototype;
TCP.prototype.connect = function (request, address, port) {
  if (address !== '127.0.0.1') return connect.call(this, request, address, port);
  setTimeout(() => connect.call(this, request, address, port), 300);
  return 0;
};
