// refused: typescript(consistent-type-imports): Use `import type`
import { Other } from '../core/other.ts';

export type Mine = Other;
