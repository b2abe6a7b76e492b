import type { Delivery, NewDelivery } from '#kernel/delivery.js';
import type { ClaimRequest, Outbox } from '#kernel/ports/outbox.js';

/** An outbox under test, with nothing in it to begin with. */
export interface OutboxUnderTest {
  /** One more process at the same outbox; some have it all in one process and are never closed. */
  open(): Promise<Outbox>;
  /** The same for a process that dies at its `step`th step outside, from 0; every other of them it has done, though it never heard the answer. */
  dying(step: number): Promise<Outbox>;
  remove(): Promise<void>;
}

/** More steps than anything here takes. */
export const STEPS = 500;

export const at = (second: number): string => new Date(Date.UTC(2024, 4, 1, 10, 0, second)).toISOString();
export const delivery = (id: string, more: Partial<NewDelivery> = {}): NewDelivery => {
  return { id, kind: 'mail', channel: 'ops', subject: 'alert', body: { text: 'high', of: [1, '2.50', null] }, ...more };
};
export const asking = (second: number, more: Partial<ClaimRequest> = {}): ClaimRequest => {
  return { kinds: ['mail'], now: at(second), until: at(second + 30), limit: 10, ...more };
};
export const ids = (deliveries: readonly Delivery[]): readonly string[] => deliveries.map(({ id }) => id);

/** The one that is claimed. */
export async function only(claims: Promise<readonly Delivery[]>): Promise<Delivery> {
  const [claim, ...more] = await claims;
  if (claim === undefined || more.length > 0) throw new Error(`claimed ${String(more.length)} more than one`);
  return claim;
}
