// refused: layerwalk(imports): core may import src/core/, zod only, not execa
import { execa } from 'execa';

export const run = () => execa('true');
