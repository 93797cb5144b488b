// refused: layerwalk(imports): not src/mcp/server.ts
export { server } from '../mcp/server.ts';
