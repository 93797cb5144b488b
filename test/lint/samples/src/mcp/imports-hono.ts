// refused: layerwalk(imports): not hono
export { Hono } from 'hono';
