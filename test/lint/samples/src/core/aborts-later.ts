// refused: eslint(no-restricted-properties): No timer here
export const deadline = () => AbortSignal.timeout(1);
