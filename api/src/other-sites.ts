import { cors } from 'hono/cors';

/**
 * Lets web maps on other sites read what is made for programs, e.g. ArcGIS Online or a city's geoportal. Such a page never acts in
 * the name of whoever looks at it, as no `Access-Control-Allow-Credentials` is sent: it gets the public edition, or what the token
 * that it bears may see. https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export const openToOtherSites = () =>
  cors({
    origin: '*',
    allowMethods: ['GET', 'HEAD'],
    allowHeaders: ['Accept', 'Accept-Language', 'Authorization', 'If-None-Match'],
    exposeHeaders: ['Content-Crs', 'Content-Language', 'ETag', 'Link', 'Retry-After'],
    maxAge: 86_400,
  });
