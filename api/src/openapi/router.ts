import { OpenAPIHono } from '@hono/zod-openapi';
import { defaultHook } from '../errors.ts';

/** A router whose declared schemas are the ones that parse: what does not fit is answered as a 400 problem. */
export function newRouter() {
  return new OpenAPIHono({ defaultHook });
}
