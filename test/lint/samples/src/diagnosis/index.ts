export { evaluate } from '../tools/index.ts';
