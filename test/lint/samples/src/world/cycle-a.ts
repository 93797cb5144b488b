// refused: import(no-cycle): Dependency cycle detected
import { b } from './cycle-b.ts';

export const a = (): number => b();
