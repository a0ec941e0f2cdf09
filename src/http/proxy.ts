import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { Duplex } from 'node:stream';
import { checkBypass, getProxyUrl } from '@actions/http-client/lib/proxy';
import { SECOND } from '../time/clock.ts';
import { TransportError, transportErrorOf, type Obstacle } from './transport-error.ts';

/**
 * Says which proxy of the environment cannot be used for a URL, and how to write it. `@actions/http-client` would connect
 * directly then, past the egress control. It reads `proxy.example:3128` as a URL of the scheme `proxy.example`, so `http`
 * is written into a variable that has no scheme.
 * @see https://www.gnu.org/software/wget/manual/html_node/Proxies.html
 */
export function proxyProblem(url: URL): string | undefined {
  if (checkBypass(url)) return undefined;
  const lowerCase = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  for (const name of [lowerCase, lowerCase.toUpperCase()]) {
    const value = process.env[name]?.trim();
    if (value === undefined) continue;
    const text = value === '' || value.includes('://') ? value : `http://${value}`;
    const why = text === '' ? undefined : whyUnusable(text);
    // The value may hold a password, so no problem repeats it.
    if (why !== undefined) return `${name}: ${why}`;
    process.env[name] = text;
    if (text !== '') break;
  }
  return undefined;
}

function whyUnusable(text: string): string | undefined {
  const example = 'http://proxy.example:3128';
  const [scheme = '', ...rest] = text.split('://');
  if (!/^https?$/i.test(scheme)) {
    return `It names a proxy of an unknown kind. Write an http or https one, such as ${example}.`;
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // Each of these ends the host. The user name, or a part of it, would be taken for the host.
  if (/[\\/?#].*@/s.test(rest.join('://')) || (text.includes('@') && url?.username === '')) {
    return 'It has an @ that no user name and password stand in front of. In these, write %5C for \\, %23 for #, %2F for /, %3F for ?, and %40 for @.';
  }
  // A second scheme, or one with a slash too few, would be taken for the host.
  if (!url || /^https?$/.test(url.hostname)) {
    return `It is not the URL of a proxy. Write one with a host and a port up to 65535, such as ${example}.`;
  }
  try {
    decodeURIComponent(`${url.username}:${url.password}`);
    return undefined;
  } catch {
    return 'The user name or password in it has a % that starts no escape. Write %25 for each %.';
  }
}

export function hasProxy(url: URL): boolean {
  return getProxyUrl(url) !== undefined;
}

/**
 * The options of a connection that may take so many milliseconds. Node gives up an address after 250 ms: too soon for a far
 * host, but a short call has to reach the next address, too.
 */
export function connecting(timeout: number) {
  return { autoSelectFamilyAttemptTimeout: Math.min(SECOND, Math.ceil(timeout / 2)), noDelay: true };
}

/** A new agent without a proxy. It keeps no connection. */
export function directAgentFor({ protocol }: URL): http.Agent {
  return protocol === 'https:' ? new https.Agent() : new http.Agent();
}

/** Where a connection to a URL goes, and the name that TLS is told: none for an address. */
export function endOf({ protocol, hostname, port }: URL) {
  const host = hostname.replace(/^\[|\]$/g, '');
  return { host, port: Number(port) || (protocol === 'https:' ? 443 : 80), servername: isIP(host) ? '' : host };
}

/**
 * A new agent, through the proxy of the environment where there is one. It keeps no connection, and `destroy` closes a
 * tunnel that is not open yet, too. The packages that do this take the refusal of a proxy for the server's answer, look up
 * an IPv6 address with its brackets, or print the password of the proxy where `DEBUG` is set.
 */
export function agentFor(url: URL, timeout: number): http.Agent {
  const agent = directAgentFor(url);
  const proxy = getProxyUrl(url);
  if (!proxy) return agent;
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const fail = (what: string, mayPass: boolean, cause?: Obstacle) => {
      const obstacle = cause === 'certificate' ? cause : 'proxy';
      const error = new TransportError(`the proxy ${proxy.host} ${what}`, { mayHaveArrived: false, mayPass, obstacle });
      callback?.(error, new Duplex());
    };
    const tunnel = requestTunnel(proxy, url, timeout);
    agent.destroy = () => tunnel.destroy();
    tunnel
      .on('connect', ({ statusCode = 0 }, socket, head) => {
        if (statusCode < 200 || statusCode > 299 || head.length > 0) {
          socket.destroy();
          fail(`refused to connect (HTTP ${statusCode})`, statusCode >= 500 || [408, 429].includes(statusCode));
        } else if (url.protocol === 'https:') {
          callback?.(null, connect({ ...options, ...{ socket } }) ?? socket);
        } else callback?.(null, socket);
      })
      .on('error', (error) => {
        const { message, mayPass, obstacle } = transportErrorOf(error, false);
        fail(`cannot be reached: ${message.replace('the server', 'the proxy')}`, mayPass, obstacle);
      })
      .end();
    return undefined;
  };
  return agent;
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#name-connect */
function requestTunnel(proxy: URL, url: URL, timeout: number): http.ClientRequest {
  const { protocol, username, password } = proxy;
  const path = `${url.hostname}:${endOf(url).port}`;
  const credentials = Buffer.from(`${username}:${password}`).toString('base64');
  return (protocol === 'https:' ? https : http).request({
    // Without a servername, Node would take that of the header, which is the server's.
    ...{ ...endOf(proxy), ...connecting(timeout) },
    ...{ method: 'CONNECT', path, agent: directAgentFor(proxy) },
    headers: { host: path, ...(username && { 'proxy-authorization': `Basic ${credentials}` }) },
  });
}
