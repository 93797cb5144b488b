// refused: layerwalk(imports): not node:net
export const net = () => import('node:net');
