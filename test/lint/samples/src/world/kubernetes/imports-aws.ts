// refused: layerwalk(imports): world/kubernetes may import
export const client = () => import('@aws-sdk/client-ec2');
