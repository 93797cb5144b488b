// refused: layerwalk(imports): not src/tools/a-tool/evaluate.ts
export * from '../tools/a-tool/evaluate.ts';
