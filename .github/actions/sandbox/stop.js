import console from 'node:console';
import { randomUUID } from 'node:crypto';
import process from 'node:process';

const state = (name) => process.env[`STATE_${name}`];

const response = await globalThis.fetch(`${state('api-url')}/api/v1/agent-portfolios`, {
  headers: {
    'x-request-id': randomUUID(),
    'x-api-key': state('api-key'),
    'x-user-key': state('user-key'),
  },
});
const { agentPortfolios } = await response.json();
const left = agentPortfolios.flatMap(({ userTokens }) => userTokens);
if (left.length === 0) {
  console.log('No user token is left on the sandbox.');
} else {
  console.log(
    `::error::Left on the sandbox: ${left.map(({ userTokenName }) => userTokenName).join(', ')}`,
  );
  process.exitCode = 1;
}
process.kill(Number(state('pid')));
