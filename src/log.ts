import * as core from '@actions/core';
import { redact, redactPieces, type Secret } from './secret.ts';

/** What the user reads in the job's log. */
export interface Log {
  readonly info: (text: string) => void;
  readonly notice: (text: string) => void;
  readonly warning: (text: string) => void;
  readonly error: (text: string) => void;
  readonly debug: (text: string) => void;
  /** Masks a secret, in this log and everywhere else in the job, from now on. */
  readonly hide: (secret: Secret) => void;
  /** What is hidden. */
  readonly secrets: readonly Secret[];
}

/**
 * The one door to the job's log. The runner masks secrets too; this holds also where it does not see them as one, such
 * as in a part of one that an answer echoes.
 */
export function openLog(): Log {
  const secrets: Secret[] = [];
  const through =
    (write: (text: string) => void, hide = redactPieces) =>
    (text: string): void => {
      // The runner takes `##[command]` for one anywhere in a line.
      write(hide(text, secrets).replaceAll('##[', '# #['));
    };
  return {
    // What is foreign in these lines has been through `foreignText`.
    info: through(core.info, redact),
    notice: through(core.notice),
    warning: through(core.warning),
    error: through(core.error),
    debug: through(core.debug),
    hide: (secret) => {
      core.setSecret(secret.reveal());
      secrets.push(secret);
    },
    secrets,
  };
}
