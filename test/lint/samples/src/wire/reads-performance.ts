// refused: eslint(no-restricted-globals): No clock here
export const at = () => performance.now();
