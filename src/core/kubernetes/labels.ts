import * as z from 'zod';

// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
const NAME = '[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?';
const KEY = new RegExp(`^(?:(?=[^/]{1,253}/)[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?/)?${NAME}$`);
const VALUE = new RegExp(`^(?:${NAME})?$`);

export const isLabelKey = (text: string): boolean => KEY.test(text);
export const isLabelValue = (text: string): boolean => VALUE.test(text);

/** Labels of an object, held to the API's grammar: they may stand in a sentence of ours. */
export const Labels = z
  .record(
    z.string().refine(isLabelKey, 'not a label key'),
    z.string().refine(isLabelValue, 'not a label value'),
  )
  .nullish()
  .transform((labels) => labels ?? {});
export type Labels = z.infer<typeof Labels>;
