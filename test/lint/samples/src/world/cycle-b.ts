// refused: import(no-cycle): Dependency cycle detected
import { a } from './cycle-a.ts';

export const b = (): number => a();
