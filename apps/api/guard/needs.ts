import { applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { Needed } from '#kernel/scopes.js';
import { routeConfig } from '../route-config.js';

/** Where an operation of the description keeps what it needs. */
const NEEDED = 'x-needs';
/** What the description calls the way in which keys are sent. */
export const BY_KEY = 'key';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What whoever asks needs, where keys are asked for; nobody gets in where a route does not say. */
    needs?: Needed;
    /** What it shows is made of what whoever asks may see: those who see a part only get in. */
    ofRows?: true;
  }
}

/** Says of a route what whoever asks needs, and whether it shows those who see some rows only just these. */
export function Needs(needs: Needed, shown: { readonly ofRows?: true } = {}): MethodDecorator {
  const said = needs === 'none' ? [] : [ApiSecurity(BY_KEY), ApiSecurity({})];
  return applyDecorators(routeConfig({ needs, ...shown }), ApiExtension(NEEDED, [needs].flat()), ...said);
}
