import * as core from '@actions/core';
import type { EtoroKeys } from '../etoro/call.ts';
import type { Log } from '../secrets/log.ts';
import { utcSeconds } from '../time/clock.ts';
import { formatDuration } from '../time/duration.ts';
import type { IssuedUserToken } from '../token/create.ts';
import { writing } from './check-environment.ts';

/** Sets the outputs. The token itself goes to the output file of the runner alone, and is masked already. */
export function setOutputs(issued: IssuedUserToken): void {
  const { granted } = issued;
  writing('GITHUB_OUTPUT', () => {
    core.setOutput('token', issued.userToken.reveal());
    core.setOutput('token-id', issued.userTokenId);
    core.setOutput('token-name', issued.userTokenName);
    core.setOutput('expires-at', utcSeconds(granted.expiresAt));
    core.setOutput('scopes', granted.scopes.join(','));
    core.setOutput('runner-ip', granted.ipsWhitelist.join(','));
    core.setOutput('request-id', issued.call.requestId);
  });
}

/** Sets the variables under which eToro's guides keep the keys, for all later steps. */
export function exportToEnvironment({ apiKey }: EtoroKeys, { userToken }: IssuedUserToken): void {
  writing('GITHUB_ENV', () => {
    core.exportVariable('ETORO_API_KEY', apiKey.reveal());
    core.exportVariable('ETORO_USER_KEY', userToken.reveal());
  });
}

type Row = readonly [title: string, text: string];
type IssuedRows = readonly [name: Row, ...rest: Row[]];

/** What a user wants to know about the token: its name, and more; titles and texts, for the log and the summary. */
export function describe(
  { userTokenName, userTokenId, granted, call }: IssuedUserToken,
  isRevokedAtEnd: boolean,
): IssuedRows {
  const end = isRevokedAtEnd ? ', or when this job ends' : ' (revoke is false)';
  return [
    ['Name', userTokenName],
    ['Scopes', granted.scopes.join(', ')],
    ['Usable from', granted.ipsWhitelist.join(', ') || 'anywhere'],
    ['Expires', utcSeconds(granted.expiresAt) + end],
    ['Token id', userTokenId],
    ['Request id', call.requestId],
  ];
}

/** Tells the log what the token is. */
export function logIssued([[, name], ...rows]: IssuedRows, log: Log): void {
  log.info(`Created the user token ${name}`);
  for (const [title, text] of rows) log.info(`  ${title}: ${text}`);
}

/** Warns that the clock of the runner is off by so many milliseconds. */
export function warnOfClock(milliseconds: number, log: Log): void {
  const side = milliseconds > 0 ? 'behind' : 'ahead of';
  log.warning(
    `The clock of this runner is ${formatDuration(Math.abs(milliseconds))} ${side} eToro's. The expiry of the token follows eToro's clock.`,
  );
}
