// refused: layerwalk(imports): not src/tools/index.ts
import type { evaluate } from '../index.ts';

export type Evaluate = typeof evaluate;
