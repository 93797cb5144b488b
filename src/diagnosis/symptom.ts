/** What the words of a complaint ask the walk to look at more closely. */
export interface Symptom {
  /** Sizes, uploads, hangs after connecting: the path MTU may be the cause. */
  readonly size: boolean;
  /** It fails now and then: try more often. */
  readonly intermittent: boolean;
  /** It fails after a pause: look at existing connections. */
  readonly idle: boolean;
}

const SIZE =
  /\b(?:large|big|size|upload|download|hang|hangs|hung|stall|stalls|stuck|freez\w*|mtu|payload|post)\b/i;
const INTERMITTENT =
  /\b(?:sometimes|intermittent\w*|flak\w*|occasional\w*|random\w*|sporadic\w*|now and then|once in|percent|%)\b/i;
const IDLE =
  /\b(?:idle|pause|after (?:a while|some time|\d+ ?(?:s|sec|m|min|h)\w*)|keep-?alive|overnight)\b/i;

/** Reads a complaint in plain words; an empty one asks for nothing special. */
export const readSymptom = (text = ''): Symptom => ({
  size: SIZE.test(text),
  intermittent: INTERMITTENT.test(text),
  idle: IDLE.test(text),
});
