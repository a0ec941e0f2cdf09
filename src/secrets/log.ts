import type { KnownSecrets } from './known-secrets.ts';

type Level = 'info' | 'notice' | 'warning' | 'error' | 'debug';

/** What the user reads in the job's log. */
export type Log = Readonly<Record<Level, (text: string) => void>>;

/**
 * All that is printed to the job's log passes here. The runner masks secrets, too, but not where it cannot recognise one,
 * such as a part of one.
 */
export function openLog(write: Log, secrets: KnownSecrets): Log {
  const through = (level: Level) => (text: string) => {
    // The runner reads `##[command]` as a command anywhere in a line.
    write[level](secrets.redact(text).replaceAll('##[', '# #['));
  };
  return {
    info: through('info'),
    notice: through('notice'),
    warning: through('warning'),
    error: through('error'),
    debug: through('debug'),
  };
}
