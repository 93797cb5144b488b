// refused: layerwalk(imports): not node:fs
export { readFileSync } from 'node:fs';
