// refused: layerwalk(imports): not @kubernetes/client-node
export const client = () => import('@kubernetes/client-node');
