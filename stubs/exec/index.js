// In the place of @actions/exec, which the toolkit imports for functions that this action never calls: see CONTRIBUTING.md.
export function getExecOutput() {
  throw new Error('getExecOutput is a stub: this action does not bundle @actions/exec');
}
