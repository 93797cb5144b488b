// refused: eslint(no-restricted-properties): Import the module
export const net = () => process.getBuiltinModule('node:net');
