import { parseArgs } from 'node:util';
import { SANDBOX_API_KEY, SANDBOX_PORTFOLIO_ID, SANDBOX_USER_KEY, startSandbox } from './server.ts';

const DEFAULT_PORT = '4010';

const usage = `Usage: npm run sandbox -- [--port PORT]

Runs a local eToro on 127.0.0.1 until Ctrl+C. It needs no account and no network.

  --port PORT  the port to listen on, 0 for any free port (default: ${DEFAULT_PORT})
  --help       show this help`;

await main();

async function main(): Promise<void> {
  let values: { readonly port: string; readonly help: boolean };
  try {
    ({ values } = parseArgs({
      options: {
        port: { type: 'string', default: DEFAULT_PORT },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    fail(`${messageOf(error)}\n\n${usage}`);
    return;
  }
  if (values.help) {
    console.log(usage);
    return;
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    fail(`"${values.port}" is not a port. Give a number from 0 to 65535.\n\n${usage}`);
    return;
  }
  await run(port);
}

async function run(port: number): Promise<void> {
  const sandbox = await startSandbox({ port }).catch((error: unknown) => {
    const why =
      error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
        ? `Another program uses port ${port}.`
        : `Port ${port} cannot be used: ${messageOf(error)}.`;
    fail(`${why} Use any free port: npm run sandbox -- --port 0`);
  });
  if (!sandbox) return;
  console.log(`A local eToro listens on ${sandbox.url}. It accepts these keys, which are of no use anywhere else:

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
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
