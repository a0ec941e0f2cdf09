// Makes dist/ from src/: the same sources give the same bytes.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';

const run = (...args: string[]) => execFileSync(process.execPath, args, { stdio: 'inherit' });

for (const folder of ['build', 'dist']) rmSync(folder, { recursive: true, force: true });
run('node_modules/typescript/bin/tsc', '--project', 'tsconfig.build.json');
run(
  'node_modules/@vercel/ncc/dist/ncc/cli.js',
  ...['build', 'build/index.js', '--out', 'dist', '--license', 'licenses.txt'],
  ...['--no-cache', '--quiet'],
);

// The bundle as ncc makes it starts slower and is larger than it has to be.
const bundle = readFileSync('dist/index.js', 'utf8')
  // ncc makes a new `require` for each built-in module; asking for the module is 0.2 ms faster, twenty times.
  .replace(/^import \{ createRequire as \w+ \} from "module";\n/, '')
  .replaceAll('__WEBPACK_EXTERNAL_createRequire(import.meta.url)(', 'process.getBuiltinModule(')
  // `https` takes all of TLS along, which a call to a loopback host does without: it is loaded at its first use.
  .replace(
    /process\.getBuiltinModule\("(?:node:)?https"\)/g,
    'new Proxy({}, { get: (_, name) => process.getBuiltinModule("https")[name] })',
  )
  // The toolkit's summary takes the asynchronous file system, and `readline` with it, even when nobody uses it.
  .replace(
    /const \{ access, appendFile, writeFile \} = (\w+)\.promises;/,
    ['access', 'appendFile', 'writeFile']
      .map((name) => `const ${name} = (...args) => $1.promises.${name}(...args);`)
      .join('\n'),
  )
  // The proxy tunnel is from before `Buffer.from`, and Node warns of that in the job's log.
  .replaceAll('new Buffer(', 'Buffer.from(');
if (/createRequire|\} = \w+\.promises;|new Buffer/.test(bundle)) {
  throw new Error('what ncc or a package made is not what this script was written for');
}
writeFileSync('dist/index.js', bundle);

// What the packages have and the action never calls is left out, and so are comments: a third of what every job downloads.
// Names and lines stay, so that the bundle can be read.
run(
  ...['node_modules/terser/bin/terser', 'dist/index.js', '--output', 'dist/index.js', '--module'],
  ...['--compress', 'defaults=false,dead_code,passes=3,side_effects,unused'],
  ...['--beautify', 'beautify=true,indent_level=2', '--comments', 'false'],
);

// What `action.yml` names: the two programs of the one bundle.
for (const program of ['main', 'post']) {
  writeFileSync(
    `dist/${program}.js`,
    `import { ${program} } from './index.js';\n\n${program}().finally(() => process.exit());\n`,
  );
}
