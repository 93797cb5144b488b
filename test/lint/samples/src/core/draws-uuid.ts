// refused: eslint(no-restricted-globals): No randomness here
export const id = () => crypto.randomUUID();
