// refused: layerwalk(imports): mcp may import
export { now } from '../world/clock.ts';
