import { expect } from '@jest/globals';
import type { Server } from '../journeys/server.js';
import { put } from './letters.js';

/** Automations of a line that act, each by giving the customer on; and two that the chain is stopped at. */
const LINE = ['a0', 'a1', 'a2', 'a3', 'a4'];
const STOPPED = ['a5', 'b5'];

export interface Recorded {
  readonly type: string;
  readonly position: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly emitter?: string;
}

/** What the reactors of a chain do, between which they can be killed. */
export const CHAIN_STEPS = [
  'DecideAction',
  'moveOn action.decisions',
  'ChangeByAutomation',
  'moveOn action.tasks',
  'StopChain',
  'moveOn chain.stops',
];

/** Customers, and automations that set each other off: five act, and two stop the chain. */
export async function beginChains(server: Server, customers: readonly string[]): Promise<void> {
  for (const id of customers) await server.post('/v1/customers', { id, registeredAt: '2024-01-01' });
  const givenTo = (id: string) => ({ fact: 'ChangeCustomer', where: `event.salesperson == "${id}"` });
  for (const [i, id] of LINE.entries())
    await put(server, `automations/${id}`, {
      title: id,
      on: givenTo(id),
      do: [{ assign: { salesperson: LINE[i + 1] ?? 'a5' } }],
    });
  for (const id of STOPPED)
    await put(server, `automations/${id}`, { title: id, on: givenTo('a5'), do: [{ tag: { late: 'yes' } }] });
}

/** A line of bulk that begins a chain. */
export function given(id: string, customerId: string): string {
  return JSON.stringify({ type: 'ChangeCustomer', data: { id, customerId, salesperson: 'a0' } });
}

/** Everything recorded. */
export async function logOf(server: Server): Promise<readonly Recorded[]> {
  const all: Recorded[] = [];
  for (;;) {
    const after = all.at(-1)?.position ?? '0';
    const { events } = (await server.get(`/v1/log?after=${after}&limit=1000`)) as {
      readonly events: readonly Recorded[];
    };
    all.push(...events);
    if (events.length < 1000) return all;
  }
}

/** Whether as many chains came to their end; all that were begun where no number is given. */
export function areStopped(log: readonly Recorded[], chains = begunIn(log)): boolean {
  const count = (type: string): number => log.filter((event) => event.type === type).length;
  return count('ChainStopped') >= chains && count('ActionSkipped') >= STOPPED.length * chains;
}

/** Of each chain every automation decided once, each acted once, and it was told of once that it was stopped. */
export function expectChainsOnce(log: readonly Recorded[], chains: number): void {
  const of = (type: string) => log.filter((event) => event.type === type).map(({ data }) => data);
  expect(begunIn(log)).toBe(chains);
  const times = (names: readonly string[]) => names.flatMap((name) => Array<string>(chains).fill(name));
  const automations = (type: string) => of(type).map(({ automation }) => String(automation));
  expect(automations('ActionTaken').toSorted()).toEqual(times(LINE));
  expect(automations('ActionSkipped').toSorted()).toEqual(times(STOPPED));
  expect([...new Set(of('ActionSkipped').map(({ reason }) => reason))]).toEqual(['chain']);
  const next = of('CustomerChanged').map((data) => salespersonIn(data));
  expect(next.toSorted()).toEqual(times([...LINE, 'a5']));
  const occasions = [...of('ActionTaken'), ...of('ActionSkipped')].map((data) =>
    [data['automation'], data['occasion']].join(' '),
  );
  expect(new Set(occasions).size).toBe(occasions.length);
  expect(of('ChainStopped')).toHaveLength(chains);
}

function begunIn(log: readonly Recorded[]): number {
  return log.filter(({ type, data }) => type === 'CustomerChanged' && salespersonIn(data) === 'a0').length;
}

function salespersonIn({ attributes }: Recorded['data']): string {
  return String((attributes as { readonly salesperson?: string }).salesperson);
}
