import type http from 'node:http';
import type https from 'node:https';
import { isIP } from 'node:net';
import { SECOND } from '../time/duration.ts';
import { directAgentFor, hasProxy } from './proxy.ts';

/** A connection that waited longer than this is not used: the server may be about to close it. */
const LONGEST_WAIT = 5 * SECOND;

/**
 * Connects to a host before there is a request for it: looks it up and shakes hands, and sends nothing. The first request
 * of the agent uses the connection, and every other one makes its own. When the connection fails, so does the first
 * request by itself, and tells why.
 *
 * @returns nothing where a proxy is in between: then the first request connects through it
 */
export function connectEarly(url: URL): http.Agent | undefined {
  if (hasProxy(url)) return undefined;
  const agent = directAgentFor(url);
  const connect = agent.createConnection.bind(agent);
  // A URL writes IPv6 hosts in brackets, a socket without. An address is no name for TLS.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const target: https.RequestOptions = {
    host,
    port: url.port || (url.protocol === 'https:' ? 443 : 80),
    servername: isIP(host) ? '' : host,
  };
  let early = connect(target);
  const forget = () => {
    early = undefined;
  };
  early?.on('error', forget).on('close', forget);
  setTimeout(forget, LONGEST_WAIT).unref();
  agent.createConnection = (options, callback) => {
    const socket = early;
    forget();
    return socket ?? connect(options, callback);
  };
  return agent;
}
