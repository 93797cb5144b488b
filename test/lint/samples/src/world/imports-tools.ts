// refused: layerwalk(imports): not src/tools/index.ts
export { evaluate } from '../tools/index.ts';
