// refused: layerwalk(imports): core may import src/core/, zod only, not node:fs
export { readFileSync } from 'node:fs';
