import type { Target } from './connect.ts';
import type { Program } from './program.ts';
import { checkProxies } from './check-environment.ts';
import { commonDefaults, readApiUrl, readKeys, startReading } from './common-inputs.ts';
import { isKeyOf, type Note } from './note.ts';

/** Why the inputs can differ: https://github.com/actions/runner/issues/3514. */
const reasons =
  'If a later step sets ETORO_USER_KEY: GitHub reads the inputs again for the post step, so write user-key: ${{ secrets.ETORO_USER_KEY }}. If this action runs inside a composite action inside another one: the post step gets the inputs of the outermost one, so pass api-key and user-key under these names through every layer, or set ETORO_API_KEY and ETORO_USER_KEY in the env of the job.';

const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];

/** Where the tokens of the step are, checked before anything is sent: the keys may go nowhere else than in the step. */
export function readPostTarget(note: Note, { keys: given, secrets }: Program): Target {
  const reader = startReading(commonDefaults, secrets);
  const apiUrl = readApiUrl(reader);
  // A later step may have named a proxy for its own tools.
  if (!note.isProxied) for (const name of proxyVariables) Reflect.deleteProperty(process.env, name);
  checkProxies(reader, [apiUrl]);
  const keys = readKeys(reader, given);
  const inputs = reader.complete({ keys, apiUrl }, keys ? '' : `\n${reasons}`);
  const nothingSent = (why: string) => new Error(`${why}, so nothing was sent. ${reasons}`);
  if (inputs.apiUrl.href !== note.apiUrl) {
    throw nothingSent(`The input api-url of the post step is ${inputs.apiUrl.href}, and the step used ${note.apiUrl}`);
  }
  if (!isKeyOf(note, inputs.keys.userKey)) {
    throw nothingSent('The user key of the post step is not the one that made the token');
  }
  return { ...inputs, agentPortfolioId: note.agentPortfolioId };
}
