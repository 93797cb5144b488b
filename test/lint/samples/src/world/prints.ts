// refused: eslint(no-console): Unexpected console statement
export const say = (text: string) => console.log(text);
