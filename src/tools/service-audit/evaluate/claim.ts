import { claims } from '../../../core/check.ts';
import { failures } from '../failures.ts';

/** The only way to a fail or warn of this tool. */
export const claim = claims(failures);
