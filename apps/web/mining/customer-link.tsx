import type { Address } from '../address.js';
import { clocksIn, searchWith } from '../book/clocks.js';

/** The way to a customer, as of the same day. */
export function CustomerLink({ id, address }: { readonly id: string; readonly address: Address }) {
  const search = searchWith(clocksIn(address)).toString();
  return <a href={`/customers/${encodeURIComponent(id)}${search === '' ? '' : `?${search}`}`}>{id}</a>;
}
