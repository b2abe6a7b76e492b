import type { Ways } from '#kernel/ways.js';
import { Destinations } from '#senders/addresses.js';
import { waysOf } from '#senders/senders.js';
import type { Outgoing } from './outgoing-settings.js';

/** The ways that lead out of the house, for one message. @param signal by which it is given up */
export type WaysOut = (signal: AbortSignal) => Omit<Ways, 'keep'>;

/** The ways there are by the settings. @param clock what is sent is dated by */
export function waysOut({ mail, folder, allowed }: Outgoing, clock: () => Date): WaysOut {
  const leaving = {
    destinations: new Destinations(allowed),
    clock,
    ...(mail && { mail }),
    ...(folder !== undefined && { folder }),
  };
  return (signal) => waysOf(leaving, signal);
}
