// refused: layerwalk(imports): diagnosis may import
export { now } from '../world/clock.ts';
