import type { FastifyHelmetOptions } from '@fastify/helmet';

/** Seconds that a browser that was here by TLS comes no other way: a year. */
const SECURE_FOR = 31_536_000;

/**
 * What browsers are told. The policy is written out, because the usual one has `upgrade-insecure-requests`: without TLS it leaves `/docs`
 * blank under every name but localhost.
 * @param isSecure whether the server speaks TLS by itself; what browsers heed under TLS only is otherwise left to whoever adds it
 */
export function securityHeaders(isSecure: boolean): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'connect-src': ["'self'"],
        'font-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'script-src': ["'self'"],
        'style-src': ["'self'", "'unsafe-inline'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    strictTransportSecurity: isSecure && { maxAge: SECURE_FOR, includeSubDomains: false },
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  };
}
