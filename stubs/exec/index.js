export const getExecOutput = undefined
