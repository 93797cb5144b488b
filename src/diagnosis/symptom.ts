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
  /\b(?:large|big|bigger|sizes?|uploads?|uploading|downloads?|downloading|hang(?:s|ing)?|hung|stall(?:s|ed|ing)?|stuck|fr[eo]ez\w*|frozen|mtu|payloads?|attachments?)\b/i;
/** The method in capitals; in lower case it is most often a word, and before a number part of a status line. */
const METHOD = /\bPOSTs?\b(?! \d)/;
const INTERMITTENT =
  /\b(?:sometimes|intermittent\w*|flak\w*|occasional\w*|random\w*|sporadic\w*|now and then|once in|percent|comes and goes|\d+ (?:in|of|out of) \d+)\b|\d ?%/i;
const IDLE =
  /\b(?:idle|idling|pause|after (?:a while|some time|\d+ ?(?:s|sec|m|min|h)\w*)|keep-?alive|overnight)\b/i;

/** Reads a complaint in plain words; an empty one asks for nothing special. */
export const readSymptom = (text = ''): Symptom => ({
  size: SIZE.test(text) || METHOD.test(text),
  intermittent: INTERMITTENT.test(text),
  idle: IDLE.test(text),
});
