export const getExecOutput = undefined;
