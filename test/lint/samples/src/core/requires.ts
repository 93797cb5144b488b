// refused: eslint(no-restricted-globals): No I/O here
export const net = () => require('node:net');
