import { serve } from '../../src/mcp/stdio.ts';
import { stubs } from './stubs.ts';
import { stubWorld } from './stub-world.ts';

await serve(stubWorld, { version: '0.0.0', callables: stubs });
