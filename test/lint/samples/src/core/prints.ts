// refused: eslint(no-restricted-globals): No I/O here
// refused: eslint(no-console): Unexpected console statement
export const say = (text: string) => console.log(text);
