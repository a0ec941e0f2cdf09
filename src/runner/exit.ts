/**
 * Ends the process with its exit code. Node waits at its exit for a look-up of a host that hangs in its thread pool, up to
 * half a minute, and nothing can cancel one. So where one hangs, the process is replaced by one that ends at once. Windows
 * cannot do that: there a failed process is terminated, which ends with exit code 1, and a successful one waits. Node before
 * 22.15 cannot either: there `dist/main.js` and its like keep look-ups short.
 *
 * @see https://nodejs.org/api/process.html#processexecvefile-args-env
 */
export function exit(): void {
  if (process.getActiveResourcesInfo().includes('GetAddrInfoReqWrap')) {
    const code = Number(process.exitCode ?? 0);
    if (process.platform !== 'win32') {
      process.execve?.(process.execPath, [process.execPath, '-e', `process.exit(${code})`], {});
    } else if (code === 1) {
      process.kill(process.pid, 'SIGKILL');
    }
  }
  process.exit();
}
