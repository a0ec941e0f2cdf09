// In the place of @actions/exec, which the toolkit imports for functions that this action never calls: see CONTRIBUTING.md.
export const getExecOutput = undefined;
