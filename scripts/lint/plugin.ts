import { imports } from './imports.ts';

export default { meta: { name: 'layerwalk' }, rules: { imports } };
