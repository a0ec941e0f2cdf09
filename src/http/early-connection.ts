import type http from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { SECOND } from '../time/clock.ts';
import { connecting, directAgentFor, endOf, hasProxy } from './proxy.ts';

/** How long TCP is waited for, in milliseconds. After that, the request waits for it. */
const LONGEST_START = 250;

/** A connection that waited longer than this is not used: the server may be about to close it. */
const LONGEST_WAIT = 5 * SECOND;

/**
 * Connects to a host before there is a request, and sends nothing. Behind a proxy, it does not connect. The first request
 * of the agent uses this connection. If it has failed, that request makes its own, as every later request does. Settles
 * when TCP is connected or has failed, and after 250 ms at the latest, because other work of this process would delay
 * the first bytes of the handshake.
 */
export async function connectEarly(url: URL): Promise<http.Agent | undefined> {
  if (hasProxy(url)) return undefined;
  // The requests to the address services, made just before, leave first.
  await setImmediate();
  const agent = directAgentFor(url);
  const connect = agent.createConnection.bind(agent);
  let early = connect({ ...connecting(LONGEST_WAIT), ...endOf(url) });
  agent.createConnection = (options, callback) => {
    const socket = early;
    early = undefined;
    // What a server says before it is asked, such as a 408 to a silent client, is no answer to the request.
    if (socket && !socket.destroyed && socket.readableLength === 0) return socket;
    socket?.destroy();
    return connect(options, callback);
  };
  setTimeout(() => early?.destroy(), LONGEST_WAIT).unref();
  await new Promise<void>((resolve) => {
    const forget = () => {
      early = undefined;
      resolve();
    };
    early?.once('connect', resolve).on('error', forget).on('close', forget);
    setTimeout(resolve, LONGEST_START);
  });
  return agent;
}
