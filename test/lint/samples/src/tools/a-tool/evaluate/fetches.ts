// refused: eslint(no-restricted-globals): No I/O here
export const ask = () => fetch('http://127.0.0.1/');
