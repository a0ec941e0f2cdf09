// Makes dist/ from src/: the same sources give the same bytes.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';

const run = (...args: string[]) => execFileSync(process.execPath, args, { stdio: 'inherit' });

for (const folder of ['build', 'dist']) rmSync(folder, { recursive: true, force: true });
run('node_modules/typescript/bin/tsc', '--project', 'tsconfig.build.json');
run(
  'node_modules/@vercel/ncc/dist/ncc/cli.js',
  ...['build', 'build/index.js', '--out', 'dist', '--license', 'licenses.txt'],
  ...['--no-cache', '--quiet'],
);
// What `action.yml` names: the two programs of the one bundle.
for (const program of ['main', 'post']) {
  writeFileSync(
    `dist/${program}.js`,
    `import { ${program} } from './index.js';\n\n${program}();\n`,
  );
}
