// refused: layerwalk(imports): a tool may import src/tools/a-tool/, src/core/, zod only, not src/tools/b-tool/observation.ts
import { sizes } from '../b-tool/observation.ts';

export const size = sizes[0];
