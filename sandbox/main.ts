import { parseArgs } from 'node:util';
import { SANDBOX_API_KEY, SANDBOX_PORTFOLIO_ID, SANDBOX_USER_KEY, startSandbox } from './server.ts';

const port = givenPort();
if (port === undefined) {
  console.error(
    'The one option is the port, a number from 0 (any free one) to 65535: npm run sandbox -- --port 4010',
  );
  process.exit(1);
}

const sandbox = await startSandbox({ port });
console.log(`A local eToro listens on ${sandbox.url}. It knows these keys, which open nothing else:

api-key:      ${SANDBOX_API_KEY}
user-key:     ${SANDBOX_USER_KEY}
portfolio-id: ${SANDBOX_PORTFOLIO_ID}
api-url:      ${sandbox.url}
ip-services:  ${sandbox.url}/ip`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void sandbox.close();
  });
}

/** The port that the command or the environment gives; `undefined` when the arguments are wrong. */
function givenPort(): number | undefined {
  try {
    const { values } = parseArgs({ options: { port: { type: 'string' } } });
    const port = Number(values.port ?? process.env['PORT'] ?? 4010);
    return Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : undefined;
  } catch {
    return undefined;
  }
}
