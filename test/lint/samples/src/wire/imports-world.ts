// refused: layerwalk(imports): not src/world/clock.ts
export { now } from '../world/clock.ts';
