// refused: layerwalk(imports): core may import src/core/, zod only, not src/tools/b-tool/observation.ts
import { sizes } from '../tools/b-tool/observation.ts';

export const size = sizes[0];
