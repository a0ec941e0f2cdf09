import { appendFileSync } from 'node:fs';
import * as core from '@actions/core';
import type { EtoroKeys } from './etoro/client.ts';
import type { Log } from './log.ts';
import type { IPv4 } from './runner-ip.ts';
import type { IssuedUserToken } from './user-token.ts';

/** What the job gets to know of its token. */
export interface Issued {
  readonly made: IssuedUserToken;
  /** The scopes' full names. */
  readonly scopes: readonly string[];
  /** The addresses that may use the token; none: any. */
  readonly ipsWhitelist: readonly IPv4[];
  readonly revokedAtEnd: boolean;
}

/** Sets the outputs. The token itself goes to the runner's output file alone, and is masked already. */
export function setOutputs({ made, ...issued }: Issued): void {
  core.setOutput('token', made.userToken.reveal());
  core.setOutput('token-id', made.userTokenId);
  core.setOutput('token-name', made.pending.userTokenName);
  core.setOutput('expires-at', made.pending.expiresAt);
  core.setOutput('scopes', issued.scopes.join(','));
  core.setOutput('runner-ip', issued.ipsWhitelist.join(','));
  core.setOutput('request-id', made.call.requestId);
}

/** Sets the variables under which eToro's guides keep the keys, for all later steps. */
export function exportToEnvironment(keys: EtoroKeys, { made }: Issued): void {
  core.exportVariable('ETORO_API_KEY', keys.apiKey.reveal());
  core.exportVariable('ETORO_USER_KEY', made.userToken.reveal());
}

/** Says in the log what the token is. */
export function logIssued(issued: Issued, log: Log): void {
  log.info(`Created the user token ${issued.made.pending.userTokenName}`);
  for (const [title, text] of rows(issued)) log.info(`  ${title}: ${text}`);
}

/** Adds a table to the job summary. A runner without summaries, or a full one, is no reason to fail. */
export function addSummary(issued: Issued, log: Log): void {
  const cells = [['Name', issued.made.pending.userTokenName] as const, ...rows(issued)].map(
    ([title, text]) => `| ${title} | ${escapeMarkdown(text)} |\n`,
  );
  try {
    // At once, and not by `core.summary`, which takes Node's asynchronous file system along for it.
    appendFileSync(
      process.env['GITHUB_STEP_SUMMARY'] ?? '',
      `### eToro user token\n\n| | |\n| --- | --- |\n${cells.join('')}\n`,
    );
  } catch {
    log.warning('The job summary could not be written. The token is not affected.');
  }
}

function rows(issued: Issued): [title: string, text: string][] {
  const { made, scopes, ipsWhitelist, revokedAtEnd } = issued;
  return [
    ['Scopes', scopes.join(', ')],
    ['Usable from', ipsWhitelist.join(', ') || 'anywhere'],
    [
      'Expires',
      `${made.pending.expiresAt}${revokedAtEnd ? ', or when this job ends' : ' (revoke is false)'}`,
    ],
    ['Token id', made.userTokenId],
    ['Request id', made.call.requestId],
  ];
}

/** A name may be anything, and the summary takes Markdown and HTML. */
function escapeMarkdown(text: string): string {
  return text.replace(/[^\p{L}\p{N} ,.:/-]/gu, (character) => `&#${character.codePointAt(0)};`);
}
