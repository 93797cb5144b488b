import { VERSION } from '../../../../core/version.ts';

/** Who asks (RFC 9110 section 10.1.5). */
export const USER_AGENT = `layerwalk/${VERSION}`;
