export { evaluate } from './a-tool/evaluate.ts';
