import type http from 'node:http';
import type https from 'node:https';
import { isIPv4 } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { SECOND } from '../time/duration.ts';
import { directAgentFor, hasProxy } from './proxy.ts';

/** How long the TCP connection is waited for, in milliseconds. A request can wait for it as well. */
const LONGEST_START = 250;

/** A connection that waited longer than this is not used: the server may be about to close it. */
const LONGEST_WAIT = 5 * SECOND;

/**
 * Connects to a host before there is a request for it: looks it up and shakes hands, and sends nothing. The first request
 * of the agent uses the connection, and every other one makes its own. When the connection fails, so does the first
 * request by itself, and tells why.
 *
 * Settles when the handshake has begun, because work in between would hold it up.
 *
 * @returns nothing where a proxy is in between: then the first request connects through it
 */
export async function connectEarly(url: URL): Promise<http.Agent | undefined> {
  if (hasProxy(url)) return undefined;
  // The requests that were made before this one leave first.
  await setImmediate();
  const agent = directAgentFor(url);
  const connect = agent.createConnection.bind(agent);
  const isIPv6 = url.hostname.startsWith('[');
  // A URL writes IPv6 hosts in brackets, a socket without. An address is no name for TLS.
  const host = isIPv6 ? url.hostname.slice(1, -1) : url.hostname;
  const target: https.RequestOptions = {
    host,
    port: url.port || (url.protocol === 'https:' ? 443 : 80),
    servername: isIPv6 || isIPv4(host) ? '' : host,
  };
  let early = connect(target);
  agent.createConnection = (options, callback) => {
    const socket = early;
    early = undefined;
    return socket ?? connect(options, callback);
  };
  setTimeout(() => early?.destroy(), LONGEST_WAIT).unref();
  await new Promise<void>((resolve) => {
    const forget = () => {
      early = undefined;
      resolve();
    };
    early?.once('connect', resolve).on('error', forget).on('close', forget);
    setTimeout(resolve, LONGEST_START).unref();
  });
  return agent;
}
