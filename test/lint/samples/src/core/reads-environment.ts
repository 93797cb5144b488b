// refused: eslint(no-restricted-globals): No I/O here
export const home = () => process.env['HOME'];
