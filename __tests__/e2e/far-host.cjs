// Plays a host with two addresses. The first is 300 ms away, and nobody listens on the second; with `FAR_HOST=silent`, nothing
// ever comes from the first, and the second is near.
const { setTimeout } = require('node:timers');
const dns = require('node:dns');
const { TCP } = process.binding('tcp_wrap');

const isSilent = process.env.FAR_HOST === 'silent';
const { lookup } = dns;
dns.lookup = (hostname, options, callback) => {
  if (hostname !== 'etoro.test') return lookup(hostname, options, callback);
  const addresses = isSilent ? ['127.0.0.9', '127.0.0.1'] : ['127.0.0.1', '127.0.0.9'];
  callback(
    null,
    addresses.map((address) => ({ address, family: 4 })),
  );
};
const { connect } = TCP.prototype;
TCP.prototype.connect = function (request, address, port) {
  if (isSilent && address === '127.0.0.9') return 0;
  if (isSilent || address !== '127.0.0.1') return connect.call(this, request, address, port);
  setTimeout(() => connect.call(this, request, address, port), 300);
  return 0;
};
