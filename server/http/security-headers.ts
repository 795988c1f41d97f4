import type { MiddlewareHandler } from 'hono';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
];

const everywhere = {
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Embedder-Policy': 'require-corp',
} as const;

/** What may be shown inside other sites. `frameAncestors` is the directive's value: `*` or origins. */
export function embedHeaders(frameAncestors: string): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': [
      ...policy,
      "form-action 'none'",
      `frame-ancestors ${frameAncestors}`,
    ].join('; '),
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Access-Control-Allow-Origin': '*',
    ...everywhere,
  };
}

const pagePolicy = [...policy, "form-action 'self'", "frame-src 'self'", "frame-ancestors 'none'"];

/** All other pages: never inside a frame, though they may frame an embed of their own as a preview. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': pagePolicy.join('; '),
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  ...everywhere,
};

/** As pages, and open to scripts on other sites. */
export const apiHeaders: Readonly<Record<string, string>> = {
  ...pageHeaders,
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Access-Control-Allow-Origin': '*',
};

/** Embeds, and the built files that they load; those all end in an extension. */
const embedPaths =
  /^\/(?:inbaddat|oembed|(?!api\/).*\.(?:css|js|svg|png|ico|woff2?|ttf|csv|xlsx|json|parquet|zip))$/;

/** Sets the headers that the path calls for, on every answer, errors included. */
export function securityHeaders(frameAncestors: string): MiddlewareHandler {
  const embed = embedHeaders(frameAncestors);
  return async (c, next) => {
    await next();
    const headers = embedPaths.test(c.req.path)
      ? embed
      : c.req.path.startsWith('/api/')
        ? apiHeaders
        : pageHeaders;
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
  };
}
