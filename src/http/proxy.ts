import http from 'node:http';
import https from 'node:https';
import { checkBypass, getProxyUrl } from '@actions/http-client/lib/proxy';

/**
 * Says which proxy of the environment cannot be used for a URL, and how to write it. `@actions/http-client` would connect
 * directly then, past the egress control. A proxy without a scheme is an `http` one: that is written into the variable,
 * because the package reads `proxy.example:3128` as a URL of the scheme `proxy.example`.
 *
 * @see https://www.gnu.org/software/wget/manual/html_node/Proxies.html
 */
export function proxyProblem(url: URL): string | undefined {
  if (checkBypass(url)) return undefined;
  const lowerCase = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const name = [lowerCase, lowerCase.toUpperCase()].find((variable) => process.env[variable]);
  if (name === undefined) return undefined;
  const value = process.env[name] ?? '';
  const text = value.includes('://') ? value : `http://${value}`;
  const why = whyUnusable(text);
  // The value may hold a password, so no problem repeats it.
  if (why !== undefined) return `${name}: ${why}`;
  process.env[name] = text;
  return undefined;
}

function whyUnusable(text: string): string | undefined {
  const example = 'http://proxy.example:3128';
  const scheme = text.slice(0, text.indexOf('://')).toLowerCase();
  if (scheme !== 'http' && scheme !== 'https') {
    return `It names a proxy of an unknown kind. Write an http or https one, such as ${example}.`;
  }
  if (!URL.canParse(text)) {
    return `It is not the URL of a proxy. Write one with a host and a port up to 65535, such as ${example}.`;
  }
  const { username, password } = new URL(text);
  try {
    decodeURIComponent(username);
    decodeURIComponent(password);
    return undefined;
  } catch {
    return 'The user name or password in it has a % that starts no escape. Write %25 for each %.';
  }
}

/** Whether the environment names a proxy for a URL. */
export function hasProxy(url: URL): boolean {
  return getProxyUrl(url) !== undefined;
}

/** A new agent: through the proxy of the environment where it names one, or else directly. It keeps no connection. */
export async function agentFor(url: URL): Promise<http.Agent> {
  if (!hasProxy(url)) return directAgentFor(url);
  // Loaded where it is used, because it takes milliseconds of each job.
  const { HttpClient } = await import('@actions/http-client');
  return new HttpClient().getAgent(url.href);
}

/** A new agent without a proxy. It keeps no connection. */
export function directAgentFor(url: URL): http.Agent {
  return url.protocol === 'https:' ? new https.Agent() : new http.Agent();
}
