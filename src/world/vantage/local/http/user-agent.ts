import manifest from '../../../../../package.json' with { type: 'json' };

/** Who asks (RFC 9110 section 10.1.5). */
export const USER_AGENT = `layerwalk/${manifest.version}`;
