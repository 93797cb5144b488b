export { Hono } from 'hono';
export type { Server } from 'node:http';
