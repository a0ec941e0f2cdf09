import * as core from '@actions/core';
import type { EtoroKeys } from '../etoro/call.ts';
import type { Retirement } from '../etoro/answers.ts';
import { environmentOf, type ApiVersion } from '../etoro/scopes.ts';
import type { Log } from '../secrets/log.ts';
import { DAY, formatDuration, utcSeconds, type Time } from '../time/clock.ts';
import type { IssuedUserToken } from '../token/issue.ts';
import { writing } from './check-environment.ts';

/** Sets the outputs. The token itself goes to the output file of the runner alone, and is masked already. */
export function setOutputs(issued: IssuedUserToken): void {
  const { granted } = issued;
  writing('GITHUB_OUTPUT', () => {
    core.setOutput('token', issued.userToken.reveal());
    core.setOutput('token-id', issued.userTokenId);
    core.setOutput('token-name', issued.userTokenName);
    core.setOutput('expires-at', granted.expiresAt === undefined ? '' : utcSeconds(granted.expiresAt));
    core.setOutput('scopes', granted.scopes.join(','));
    core.setOutput('environment', environmentOf(granted.scopes));
    core.setOutput('runner-ip', granted.ipsWhitelist?.join(',') ?? '');
    core.setOutput('request-id', issued.call.requestId);
  });
}

/**
 * Sets the variables under which eToro's guides keep the keys, for all later steps, and the two by which clients choose the
 * environment: most choose demo without them. What the job sets itself stays.
 */
export function exportToEnvironment({ apiKey }: EtoroKeys, { userToken, granted }: IssuedUserToken, log: Log): void {
  const environment = environmentOf(granted.scopes);
  const names = ['ETORO_ENVIRONMENT', 'ETORO_MODE'].slice(environment === '' ? 2 : 0);
  const left = names.filter((name) => process.env[name]);
  const set = names.filter((name) => !left.includes(name));
  writing('GITHUB_ENV', () => {
    core.exportVariable('ETORO_API_KEY', apiKey.reveal());
    core.exportVariable('ETORO_USER_KEY', userToken.reveal());
    for (const name of set) core.exportVariable(name, environment);
  });
  const all = ['ETORO_API_KEY', 'ETORO_USER_KEY', ...set.map((name) => `${name}=${environment}`)];
  const rest = left.length > 0 ? ` Left as the job sets it: ${left.join(', ')}.` : '';
  log.info(`Set for all later steps: ${all.join(', ')}.${rest}`);
}

/** What eToro granted in a form that cannot be read. */
const NOT_KNOWN = 'not known';

/** What a user wants to know about the token, its name first: titles and texts, for the log and the summary. */
export function describe({ userTokenName, userTokenId, granted, call }: IssuedUserToken, isRevokedAtEnd: boolean) {
  const end = isRevokedAtEnd ? ', or when this job ends' : ' (revoke is false)';
  return [
    ['Name', userTokenName],
    ['Scopes', granted.scopes.join(', ') || NOT_KNOWN],
    ['Usable from', granted.ipsWhitelist ? granted.ipsWhitelist.join(', ') || 'anywhere' : NOT_KNOWN],
    ['Expires', (granted.expiresAt === undefined ? NOT_KNOWN : utcSeconds(granted.expiresAt)) + end],
    ['Token id', userTokenId],
    ['Request id', call.requestId],
  ] as const;
}

export function logIssued([[, name], ...rows]: ReturnType<typeof describe>, log: Log): void {
  log.info(`Created the user token ${name}`);
  for (const [title, text] of rows) log.info(`  ${title}: ${text}`);
}

export function warnOfClock(milliseconds: number, log: Log): void {
  const side = milliseconds > 0 ? 'behind' : 'ahead of';
  log.warning(
    `The clock of this runner is ${formatDuration(Math.abs(milliseconds))} ${side} eToro's. The expiry of the token follows eToro's clock.`,
  );
}

/** How long before the end of a call a notice becomes a warning. */
const LAST_CALL = 60 * DAY;

/** Tells that eToro announces the end of the call that made the token. */
export function tellRetirement({ deprecated, sunset }: Retirement, apiVersion: ApiVersion, now: Time, log: Log): void {
  const day = (time: Time) => utcSeconds(time).slice(0, 10);
  const since = deprecated === undefined ? '' : ` as of ${day(deprecated)}`;
  const end = sunset === undefined ? '' : ` It may stop to work on ${day(sunset)}.`;
  const next = apiVersion === 'v1' ? 'Try api-version: v2' : 'Look for a newer version of this action';
  const tell = sunset !== undefined && sunset - now <= LAST_CALL ? log.warning : log.notice;
  tell(`eToro deprecates the call that made this token (api-version ${apiVersion})${since}.${end} ${next}.`);
}
