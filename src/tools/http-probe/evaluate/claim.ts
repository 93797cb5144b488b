import { type Check, claims } from '../../../core/check.ts';
import { failures, type HttpCode } from '../failures.ts';

type Said = Parameters<ReturnType<typeof claims<HttpCode>>['fail']>[1];

const { fail, warn } = claims(failures);
export { warn };

/** Claims a code: `fail`, unless a path to the target remains for the client. */
export const claim = (code: HttpCode, said: Said, pathRemains: boolean): Check =>
  pathRemains ? warn(code, said) : fail(code, said);
