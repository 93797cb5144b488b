export const client = () => import('@kubernetes/client-node');
