import type { Logger } from 'pino';
import { Problem } from '#kernel/problem.js';
import { StoreAway } from '#kernel/store-away.js';

/** Tells operators why reactions try again: read models that are being built, as after an upgrade, are no error. */
export function tellReacting(log: Pick<Logger, 'info' | 'error'>): (error: unknown) => void {
  return (error) => {
    const isBuilt = error instanceof Problem && error.code === 'views-unavailable' && !(error instanceof StoreAway);
    if (isBuilt) log.info({ why: error.detail }, 'reactions wait for the read models');
    else log.error({ err: error }, 'reactions met an error and try again');
  };
}
