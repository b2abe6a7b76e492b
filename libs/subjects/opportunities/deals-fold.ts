import { LRUCache } from 'lru-cache';
import type { Calendar } from '#kernel/time/calendar.js';
import type { Changes, Ground } from '#kernel/projection.js';
import type { Row } from '#kernel/ports/views-schema.js';
import type { OpportunityEvent } from './opportunity.events.js';
import { dealFacts, type DealFact } from './deal-facts.js';
import { addToDeal, newDeal, readDeal, writeDeal, type DealHistory } from './deal-history.js';
import type { Fold } from '../facts.js';
import { eachChange } from '#engine/project/changes.js';

/** Deals kept in memory between batches; a miss costs one read. */
const REMEMBERED = 2_000;

/** Folds the events of opportunities: facts(history with them) - facts(history), and the histories. */
export class DealsFold implements Fold<OpportunityEvent> {
  private readonly deals = new LRUCache<string, DealHistory>({ max: REMEMBERED });

  constructor(private readonly calendar: Calendar) {}

  reset(): void {
    this.deals.clear();
  }

  async fold(events: readonly OpportunityEvent[], recorded: number, ground: Ground): Promise<Changes> {
    const byDeal = Map.groupBy(events, ({ data }) => data.id);
    const histories = await this.load([...byDeal.keys()], ground);
    const facts: Row[] = [];
    const documents: Changes['documents'][number][] = [];
    for (const [id, own] of byDeal) {
      const history = histories.get(id) as DealHistory;
      const before = dealFacts(history);
      for (const event of own) addToDeal(history, event, this.calendar.dayOf(event.occurredAt));
      const customer = history.opened?.content.customerId ?? '';
      const stamp = { recorded, customer, record: `opportunity-${id}`, mark: 0 };
      eachChange(before, dealFacts(history), sameFact, ({ series, day, dimensions, measures }, sign) =>
        facts.push({
          ...stamp,
          series,
          valid: day,
          dimensions,
          measures: measures.map((measure) => BigInt(sign) * measure),
        }),
      );
      this.deals.set(id, history);
      documents.push({ collection: 'opportunities', document: { id, fields: {}, body: writeDeal(history) } });
    }
    return { facts, documents };
  }

  private async load(ids: readonly string[], ground: Ground): Promise<ReadonlyMap<string, DealHistory>> {
    const known = new Map(ids.map((id) => [id, this.deals.get(id) ?? newDeal(id)]));
    const missing = ids.filter((id) => !this.deals.has(id));
    if (missing.length === 0) return known;
    for (const { id, body } of await ground.get('opportunities', missing)) known.set(id, readDeal(id, body));
    return known;
  }
}

function sameFact(a: DealFact, b: DealFact): boolean {
  const same = <Value>(one: readonly Value[], other: readonly Value[]) => one.every((value, i) => value === other[i]);
  return a.series === b.series && a.day === b.day && same(a.dimensions, b.dimensions) && same(a.measures, b.measures);
}
