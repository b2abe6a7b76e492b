import { applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { Made } from '#book/access/principal.js';
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
    /** What is known of what it shows: who sees a part only gets in by that. */
    made?: Made;
  }
}

/** Says of a route what whoever asks needs, and whether it shows those who see a part only just that. */
export function Needs(needs: Needed, made: Made = {}): MethodDecorator {
  const said = needs === 'none' ? [] : [ApiSecurity(BY_KEY), ApiSecurity({})];
  return applyDecorators(routeConfig({ needs, made }), ApiExtension(NEEDED, [needs].flat()), ...said);
}
