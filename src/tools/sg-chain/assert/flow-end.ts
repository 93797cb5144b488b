import { BadInput } from '../../../core/bad-input.ts';
import { parseEnd } from '../model/ends/end-spec.ts';

/** Whether a text is an end as sg_chain takes it. */
export function isFlowEnd(text: string): boolean {
  try {
    parseEnd(text);
    return true;
  } catch (error) {
    if (error instanceof BadInput) return false;
    throw error;
  }
}
