// refused: layerwalk(imports): not src/wire/codec.ts
export * from '../../../wire/codec.ts';
