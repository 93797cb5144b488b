/**
 * Names that AWS gives its Network Load Balancers: NAME-ID.elb.REGION.amazonaws.com, the id 16 hexadecimal digits, with a zone in front
 * for the address of one zone. Application and Classic balancers have the Region before `elb`.
 */
const NLB =
  /^(?:[a-z]{2}(?:-[a-z]+)+-[0-9][a-z]\.)?[a-z0-9](?:[a-z0-9-]{0,44})-[0-9a-f]{16}\.elb\.[a-z]{2}(?:-[a-z]+)+-[0-9]\.amazonaws\.com(?:\.cn)?\.?$/;

/** Whether a name is that of an AWS Network Load Balancer. */
export const isNlbName = (name: string): boolean => NLB.test(name.toLowerCase());
