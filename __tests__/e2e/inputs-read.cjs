// Tells at exit which inputs the process has asked its environment for.
const names = new Set();
const note = (name) => {
  if (typeof name === 'string' && name.startsWith('INPUT_')) names.add(name);
};
process.env = new Proxy(process.env, {
  get(env, name) {
    note(name);
    return env[name];
  },
  has(env, name) {
    note(name);
    return name in env;
  },
});
process.on('exit', () => {
  require('node:fs').writeSync(2, [...names].join('\n'));
});
