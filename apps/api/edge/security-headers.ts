import type { FastifyHelmetOptions } from '@fastify/helmet';

/**
 * What browsers are told. The policy is written out, because the usual one has `upgrade-insecure-requests`: without TLS it leaves `/docs`
 * blank under every name but localhost. What browsers heed under TLS only is left to whoever adds TLS.
 */
export const SECURITY_HEADERS: FastifyHelmetOptions = {
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
  strictTransportSecurity: false,
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
};
