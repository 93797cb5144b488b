// refused: layerwalk(imports): import() takes a string literal
export const any = (name: string) => import(`../${name}.ts`);
