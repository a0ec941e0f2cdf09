/** A signal that is aborted so many milliseconds after another one, for the same reason. */
export function delayed(signal: AbortSignal, milliseconds: number): AbortSignal {
  const later = new AbortController();
  signal.addEventListener('abort', () => {
    setTimeout(() => {
      later.abort(signal.reason);
    }, milliseconds).unref();
  });
  return later.signal;
}
