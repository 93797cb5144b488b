// refused: layerwalk(imports): cli may import
export { McpServer } from '@modelcontextprotocol/server';
