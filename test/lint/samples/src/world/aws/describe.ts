export const client = () => import('@aws-sdk/client-ec2');
