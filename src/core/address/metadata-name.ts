// https://cloud.google.com/compute/docs/metadata/querying-metadata, and the name that AWS's own resolvers answer.
const NAMES = [
  'metadata.google.internal',
  'metadata.goog',
  'metadata',
  'instance-data',
  'instance-data.ec2.internal',
];

/**
 * Whether a name stands for a cloud's metadata service. A proxy resolves names by itself, so there the address policy
 * alone cannot tell.
 */
export const isMetadataName = (host: string): boolean =>
  NAMES.includes(host.toLowerCase().replace(/\.$/, ''));
