/** A piece of a secret this long, in characters, gives it away in text of the action's own. */
const PIECE = 16;

/**
 * `text` with all the forms of secrets, and long pieces of them, replaced by `***`. All matches are found in the original
 * text and replaced once: to replace one after the other could leave the rest of a secret that contains another one, and
 * the runner's own mask does not match a rest.
 */
export function redact(text: string, forms: readonly string[]): string {
  const isHidden = new Uint8Array(text.length);
  for (const form of forms) {
    hideWhole(text, form, isHidden);
    hidePieces(text, form, isHidden);
  }
  let redacted = '';
  for (let at = 0; at < text.length; at++) {
    if (!isHidden[at]) redacted += text.charAt(at);
    else if (!isHidden[at - 1]) redacted += '***';
  }
  return redacted;
}

function hideWhole(text: string, form: string, isHidden: Uint8Array): void {
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
    isHidden.fill(1, at, at + form.length);
  }
}

/** Hides the word around a piece as well, because the rest of it may be the rest of the secret in another spelling. */
function hidePieces(text: string, form: string, isHidden: Uint8Array): void {
  for (let at = 0; at + PIECE <= text.length; at++) {
    if (isHidden[at] || !form.includes(text.slice(at, at + PIECE))) continue;
    const before = /\S*$/.exec(text.slice(0, at))?.[0].length ?? 0;
    const after = /^\S*/.exec(text.slice(at))?.[0].length ?? 0;
    isHidden.fill(1, at - before, at + Math.max(after, PIECE));
    at += after;
  }
}
