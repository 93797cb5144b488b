// refused: layerwalk(imports): not src/world/clock.ts
// refused: typescript(consistent-type-imports): `import()` type annotations are forbidden
export type Clock = typeof import('../../world/clock.ts');
