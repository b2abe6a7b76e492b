import { expect } from '@jest/globals';
import type { Server } from '../journeys/server.js';
import { cutShort, deliveriesOf, MortalBook } from '../processes/mortal-book.js';
import { until } from '../processes/until.js';

/** Milliseconds: what a dead process had in hand is claimed for a minute. */
export const LATER = 61_000;
/** What is written to customers. */
export const LETTER = { message: { channel: 'hook', template: 'Thank you, {{ name }}' } };
const REACTIONS = ['decisions', 'tasks'];

export interface Decided {
  readonly customer: string;
  readonly occasion: string;
  readonly decision: string;
  readonly reason?: string;
}

/** The steps before something is asked of the log or the outbox, and after. */
export function around(step: string): readonly string[] {
  return [`before ${step}`, `after ${step}`];
}

/** A book in which customers agree to be written to, by a program that is told of it. */
export async function bookWith(customers: readonly string[], ahead?: number): Promise<MortalBook> {
  const book = await MortalBook.open();
  const server = await book.start(ahead === undefined ? {} : { ahead });
  await put(server, 'channels/hook', { kind: 'webhook', url: book.receiver.url });
  for (const id of customers) {
    await server.post('/v1/customers', { id, registeredAt: '2024-01-01', name: id.toUpperCase() });
    await put(server, `customers/${id}/consent`, { channel: 'webhook', given: true, at: '2024-01-01' });
  }
  await server.stop();
  return book;
}

export async function put(server: Server, path: string, body: object): Promise<void> {
  const answer = await server.send('PUT', `/v1/${path}`, body);
  expect([answer.body, answer.status]).toEqual([answer.body, 201]);
}

export function sell(server: Server, id: string, customerId: string, occurredAt: string): Promise<unknown> {
  const lines = [{ product: 'tea', quantity: 1, unitPrice: '10' }];
  return server.post('/v1/sales', { id, customerId, occurredAt, lines });
}

export async function decisionsOf(server: Server, automation: string): Promise<readonly Decided[]> {
  return (await server.get(`/v1/automations/${automation}/decisions?limit=1000`))['decisions'] as readonly Decided[];
}

/** Until everything recorded was decided about, and every letter is out. */
export function settled(server: Server): Promise<void> {
  return until(async () => {
    const lines = (await (await fetch(`${server.url}/metrics`)).text()).split('\n');
    const reached = REACTIONS.map((name) => {
      const series = `tally_reaction_position{reaction="action.${name}"} `;
      return Number(lines.find((line) => line.startsWith(series))?.slice(series.length) ?? -1);
    });
    if (Math.min(...reached) < Number((await server.get('/v1/log?limit=1'))['tail'])) return false;
    return (await deliveriesOf(server)).every(({ state }) => state === 'delivered');
  });
}

/** Each letter is out, under a name of its own; again only where a process died that had it in hand. */
export async function expectOnce(server: Server, book: MortalBook, letters: number): Promise<void> {
  const all = await deliveriesOf(server);
  expect(all.length).toBe(letters);
  expect([...new Set(book.heard)].toSorted()).toEqual(all.map(({ id }) => id).toSorted());
  expect(book.heard.length - letters).toBeLessThanOrEqual(cutShort(all));
}
