// refused: eslint(no-restricted-globals): No timer here
export const later = (then: () => void) => setTimeout(then, 1);
