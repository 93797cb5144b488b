// refused: layerwalk(imports): wire may import src/core/, src/wire/ only, not zod
import * as z from 'zod';

export const Name = z.string();
