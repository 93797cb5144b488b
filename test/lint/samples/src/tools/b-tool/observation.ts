export const sizes = [1, 2];
