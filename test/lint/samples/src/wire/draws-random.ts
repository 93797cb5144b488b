// refused: eslint(no-restricted-properties): No randomness here
export const id = () => Math.random();
