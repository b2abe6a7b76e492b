import type { Address } from '../address.js';
import { isDay } from './calendar.js';

/** Both clocks of a question: what had happened by then, and what was recorded by then. Absent is now, and everything recorded. */
export interface Clocks {
  readonly asOf?: string;
  readonly knownAt?: string;
}

/** The clocks that an address names. @param suffix tells a second pair from the first */
export function clocksIn({ search }: Address, suffix = ''): Clocks {
  const asOf = search.get(`asOf${suffix}`) ?? undefined;
  const knownAt = search.get(`knownAt${suffix}`) ?? undefined;
  return { ...(isDay(asOf) && { asOf }), ...(isDay(knownAt) && { knownAt }) };
}

/** What an address has of clocks. */
export function searchWith({
  asOf,
  knownAt,
}: { readonly [Name in keyof Clocks]?: string | undefined }): URLSearchParams {
  return new URLSearchParams({ ...(asOf !== undefined && { asOf }), ...(knownAt !== undefined && { knownAt }) });
}
