// refused: typescript(ban-ts-comment): @ts-expect-error
// @ts-ignore
export const size: number = 'one';
