import console from 'node:console';
import { randomUUID } from 'node:crypto';
import process from 'node:process';

const state = (name) => process.env[`STATE_${name}`];

if (state('api-url') === undefined) {
  console.log('The sandbox did not start, so it has no user token.');
} else {
  try {
    const left = await tokenNames();
    if (left.length === 0) console.log('No user token is left on the sandbox.');
    else fail(`Left on the sandbox: ${left.join(', ')}`);
  } catch (error) {
    fail(`The sandbox does not list its user tokens: ${error.message}`);
  } finally {
    stop(Number(state('pid')));
  }
}

async function tokenNames() {
  const response = await globalThis.fetch(`${state('api-url')}/api/v1/agent-portfolios`, {
    headers: {
      'x-request-id': randomUUID(),
      'x-api-key': state('api-key'),
      'x-user-key': state('user-key'),
    },
  });
  const body = await response.text();
  if (!response.ok) throw new Error(`HTTP ${response.status} ${body}`);
  const { agentPortfolios } = JSON.parse(body);
  return agentPortfolios.flatMap(({ userTokens }) => userTokens).map(({ userTokenName }) => userTokenName);
}

function stop(pid) {
  try {
    process.kill(pid);
  } catch {
    // It has ended already.
  }
}

function fail(message) {
  console.log(`::error::${message}`);
  process.exitCode = 1;
}
