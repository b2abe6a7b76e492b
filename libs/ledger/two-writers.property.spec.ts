import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RecordedEvent } from '#kernel/event.js';
import { Calendar } from '#kernel/time/calendar.js';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { customerAsOf } from '#subjects/customers/customer-as-of.js';
import { CUSTOMER } from '#subjects/customers/customer.commands.js';
import { COMMANDS } from '#subjects/tables.js';
import { delayed, type Delay } from '#testing/delayed-log.js';
import { Desk } from '#testing/desk.js';
import { Ledger } from './ledger.js';

interface Sent {
  readonly by: 0 | 1;
  readonly what: 'change' | 'sale';
}

/** A sale, and where the log ended for everybody who had an answer when it was sent. */
interface Sale {
  readonly id: string;
  readonly acknowledged: number;
}

const DAY = '2024-02-01T00:00:00.000Z';
const NOW = new Date(Desk.NOW);
const sent = fc.record<Sent>({ by: fc.constantFrom(0, 1), what: fc.constantFrom('change', 'sale') });
const line = { product: 'tea', quantity: 1, unitPrice: 1 };
const changeOf = (i: number) => {
  return { customerId: 'ada', id: `x${String(i)}`, effectiveAt: '2024-01-01', region: `r${String(i)}` };
};

/** Two processes that share a log, to which each of what they are sent is on its way for as long as `delay` says. */
class TwoWriters {
  readonly log = new MemoryEventLog(() => NOW);
  readonly sales: Sale[] = [];
  private readonly ledgers: readonly [Ledger, Ledger];
  private acknowledged = 0;

  constructor(
    private readonly delay: Delay,
    soleWriter: boolean,
  ) {
    const parts = { commands: COMMANDS, calendar: new Calendar('UTC', 1), currency: 'EUR', clock: () => NOW };
    const open = () => new Ledger({ ...parts, log: delayed(this.log, delay), soleWriter, rules: {} });
    this.ledgers = [open(), open()];
  }

  async run(all: readonly Sent[]): Promise<void> {
    await this.send(0, 'RegisterCustomer', { id: 'ada', registeredAt: '2024-01-01', region: 'none' });
    await Promise.all(all.map((one, i) => this.carryOut(one, i)));
  }

  private async carryOut({ by, what }: Sent, i: number): Promise<void> {
    await this.delay();
    if (what === 'change') return this.send(by, 'ChangeCustomer', changeOf(i));
    const id = `s${String(i)}`;
    this.sales.push({ id, acknowledged: this.acknowledged });
    return this.send(by, 'RecordSale', { id, customerId: 'ada', occurredAt: DAY, lines: [line] });
  }

  private async send(by: 0 | 1, type: string, data: object): Promise<void> {
    const { position } = await this.ledgers[by].record(type, data);
    this.acknowledged = Math.max(this.acknowledged, position);
  }
}

/** The customer's region on the day of the sales, as the log grew, with the position from which on it was that. */
function regionsOf(stream: readonly RecordedEvent[]) {
  let customer = CUSTOMER.initial;
  return stream.map((event) => {
    customer = CUSTOMER.evolve(customer, event);
    return { position: event.position, region: customerAsOf(customer, DAY)?.region };
  });
}

/** Sales that took over what the customer was no more when they were sent. */
async function staleSales({ log, sales }: TwoWriters): Promise<readonly string[]> {
  const regions = regionsOf(await log.readStream('customer-ada'));
  const stale: string[] = [];
  for (const { id, acknowledged } of sales) {
    const [event] = await log.readStream(`sale-${id}`);
    if (event === undefined) throw new Error(`the sale ${id} is not there`);
    const before = regions.filter(({ position }) => position < event.position);
    const known = before.findLastIndex(({ position }) => position <= acknowledged);
    if (!before.slice(known).some(({ region }) => region === event.data['region'])) stale.push(id);
  }
  return stale;
}

/** Two writers under any order in which calls arrive and answers come back. */
function law(soleWriter: boolean) {
  return fc.asyncProperty(fc.scheduler(), fc.array(sent, { minLength: 2, maxLength: 8 }), async (scheduler, all) => {
    const writers = new TwoWriters(() => scheduler.schedule(Promise.resolve()), soleWriter);
    await scheduler.waitFor(writers.run(all));
    expect(await staleSales(writers)).toEqual([]);
  });
}

describe('a sale beside another process that changes its customer', () => {
  it('takes over nothing that was true no more when it was sent, however long anything takes', async () => {
    await fc.assert(law(false), { numRuns: 500 });
  });

  it('would, if a process believed what it remembers', async () => {
    const { failed } = await fc.check(law(true), { numRuns: 500, endOnFailure: true });
    expect(failed).toBe(true);
  });
});
