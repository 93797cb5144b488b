// refused: layerwalk(imports): No import rule covers src/tools/shared.ts
export { sizes } from './b-tool/observation.ts';
