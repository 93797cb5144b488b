// refused: typescript(no-floating-promises): Promises must be awaited
const later = async () => {};

export const go = () => {
  later();
};
