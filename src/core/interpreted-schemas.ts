import * as z from 'zod';

// Compiling a schema pays off over many uses; a process here uses most of them once, and starts sooner when they are
// interpreted. Has to be said before the first schema is made, so this is what `main.ts` imports first.
z.config({ jitless: true });
