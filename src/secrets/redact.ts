/** A piece of a secret this long, in characters, gives it away in text of the action's own. */
const PIECE = 16;

/**
 * `text` with all the forms of secrets, and long pieces of them, replaced by `***`. All matches are found in the original
 * text and replaced once: to replace one after the other could leave the rest of a secret that contains another one, and
 * the runner's own mask does not match a rest.
 */
export function redact(text: string, forms: readonly string[]): string {
  const isHidden = new Uint8Array(text.length);
  for (const form of forms) hideWhole(text, form, isHidden);
  // One text to search in is faster than many.
  hidePieces(text, forms.join('\0'), isHidden);
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
function hidePieces(text: string, known: string, isHidden: Uint8Array): void {
  const isOpen = (at: number) => isHidden[at] === 0 && /\S/.test(text.charAt(at));
  for (let at = 0; at + PIECE <= text.length; at++) {
    if (!known.includes(text.slice(at, at + PIECE))) continue;
    let [start, end] = [at, at + PIECE];
    // What is hidden as a whole already keeps what stands around it.
    if (!isHidden.subarray(start, end).includes(0)) continue;
    while (isOpen(start - 1)) start--;
    while (isOpen(end)) end++;
    isHidden.fill(1, start, end);
  }
}
