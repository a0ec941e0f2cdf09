// Checks the workflows, the actions and the examples: actionlint for mistakes, zizmor for security.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { delimiter } from 'node:path';
import { goTool, pythonTools, pythonToolsFolder, withTools } from './tools.ts';

const workflows = globSync('{.github/workflows,examples}/*.yml').sort();
const actions = globSync('{.,revoke,.github/actions/*,examples/*}/action.yml').sort();

function run(name: string, command: string, args: readonly string[], env = process.env): void {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', env });
  if (error) throw error;
  if (status === 0) console.log(`${name} has nothing to say about ${workflows.length} workflows.`);
  else process.exitCode = 1;
}

await withTools(() => {
  run('zizmor', `${pythonTools()}/zizmor`, [
    ...['--offline', '--no-progress', '--strict-collection', '--config', '.github/zizmor.yml'],
    ...[...workflows, ...actions, '.github/dependabot.yml'],
  ]);
});
await withTools(() => {
  const actionlint = goTool('actionlint');
  // With shellcheck, when that could be installed beside zizmor.
  const PATH = [pythonToolsFolder, process.env['PATH']].join(delimiter);
  run('actionlint', actionlint, workflows, { ...process.env, PATH });
});
