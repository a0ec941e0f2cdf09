// Preloaded: writes the most memory that the process has had, in KiB, to a file when it ends.
const { readFileSync, writeFileSync } = require('node:fs');

process.on('exit', () => {
  let peak = process.resourceUsage().maxRSS;
  // On Linux, a process starts with its parent's peak; the kernel knows its own.
  if (process.platform === 'linux') {
    peak = Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  }
  writeFileSync(process.env.PEAK_MEMORY_FILE, String(peak));
});
