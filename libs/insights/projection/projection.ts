import type { Calendar } from '#kernel/time/calendar.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { Changes, Ground, Projection } from '#kernel/projection.js';
import type { OpportunityEvent } from '#ledger/events.js';
import { DEFAULT_POLICIES, type Policies } from '../customer/policy.js';
import { VIEW_SCHEMA } from '../schema.js';
import { CustomersFold } from './customers-fold.js';
import { DealsFold } from './deals-fold.js';
import type { Effect } from './effect.js';
import { journalDocuments } from './journal.js';
import { meaningOf, type Meaning } from './meaning.js';
import { targetDocument } from './target.js';

/** The projection of the book: every event becomes signed facts, the histories they were made from, and its journal entry. */
export function createProjection(calendar: Calendar, policies: Policies = DEFAULT_POLICIES): Projection<Meaning> {
  return new BookProjection(calendar, policies);
}

class BookProjection implements Projection<Meaning> {
  readonly schema = VIEW_SCHEMA;
  private readonly customers: CustomersFold;
  private readonly deals: DealsFold;

  constructor(
    private readonly calendar: Calendar,
    policies: Policies,
  ) {
    this.customers = new CustomersFold(policies);
    this.deals = new DealsFold(calendar);
  }

  reset(): void {
    this.customers.reset();
    this.deals.reset();
  }

  decode(event: RecordedEvent): Meaning {
    return meaningOf(event, this.calendar);
  }

  note(event: RecordedEvent): Changes['documents'] {
    return journalDocuments(event);
  }

  async project(from: number, meanings: readonly Meaning[], ground: Ground): Promise<Changes> {
    const first = meanings[0];
    if (first === undefined) return { facts: [], documents: [] };
    try {
      return await this.fold(from, meanings, this.calendar.dayOf(first.event.recordedAt), ground);
    } catch (error) {
      // A fold that broke off has changed histories in memory that the views do not have.
      this.reset();
      throw error;
    }
  }

  private async fold(from: number, meanings: readonly Meaning[], recorded: number, ground: Ground): Promise<Changes> {
    const effects: Effect[] = [];
    const deals: OpportunityEvent[] = [];
    const documents: Changes['documents'][number][] = [];
    for (const { event, effect, deal } of meanings) {
      documents.push(...journalDocuments(event));
      if (effect !== undefined) effects.push(effect);
      else if (deal !== undefined) deals.push(deal);
      else if (event.type === 'TargetSet') documents.push(targetDocument(event, recorded));
    }
    const customers = await this.customers.fold(from, effects, recorded, ground);
    const opportunities = await this.deals.fold(deals, recorded, ground);
    return {
      facts: opportunities.facts.length === 0 ? customers.facts : [...customers.facts, ...opportunities.facts],
      documents: [...documents, ...customers.documents, ...opportunities.documents],
    };
  }
}
