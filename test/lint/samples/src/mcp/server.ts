import { McpServer } from '@modelcontextprotocol/server';
import { evaluate } from '../diagnosis/index.ts';

export const server = () => [new McpServer({ name: evaluate({ at: '' }).at, version: '1' })];
