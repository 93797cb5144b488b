// refused: layerwalk(imports): not @modelcontextprotocol/server
export { McpServer } from '@modelcontextprotocol/server';
