import type { Labels } from './labels.ts';

/** Labels by which people say whose something is, with or without a prefix: `team`, `example.com/owner`. */
const OWNER = /^(?:[^/]+\/)?(?:team|owner|squad|maintainer|contact)$/;

/** Whose an object is, by its labels, as written: `team=payments`. */
export const ownerLabel = (labels: Labels): string | undefined => {
  const [found] = Object.entries(labels).filter(([key, value]) => OWNER.test(key) && value !== '');
  return found && `${found[0]}=${found[1]}`;
};
