import type { Calendar } from '#kernel/calendar.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { Projection } from '#kernel/projection.js';
import type { Batch, Views } from '#kernel/views.port.js';
import type { OpportunityEvent } from '#ledger/events.js';
import { DEFAULT_POLICIES, type Policies } from '../customer/policy.js';
import { VIEW_SCHEMA } from '../schema.js';
import { CustomersFold } from './customers-fold.js';
import { DealsFold } from './deals-fold.js';
import type { Effect } from './effect.js';
import { effectOf } from './effect-of.js';
import { journalDocuments } from './journal.js';
import { targetDocument } from './target.js';

type Changes = Pick<Batch, 'facts' | 'documents'>;

/** The projection of the book: every event becomes signed facts, the histories they were made from, and its journal entry. */
export function createProjection(calendar: Calendar, policies: Policies = DEFAULT_POLICIES): Projection {
  return new BookProjection(calendar, policies);
}

class BookProjection implements Projection {
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

  async project(from: number, events: readonly RecordedEvent[], views: Views): Promise<Changes> {
    const first = events[0];
    if (first === undefined) return { facts: [], documents: [] };
    try {
      return await this.fold(from, events, this.calendar.dayOf(first.recordedAt), views);
    } catch (error) {
      // A fold that broke off has changed histories in memory that the views do not have.
      this.reset();
      throw error;
    }
  }

  private async fold(from: number, events: readonly RecordedEvent[], recorded: number, views: Views): Promise<Changes> {
    const effects: Effect[] = [];
    const deals: OpportunityEvent[] = [];
    const documents: Batch['documents'][number][] = [];
    for (const event of events) {
      documents.push(...journalDocuments(event));
      const effect = effectOf(event, this.calendar);
      if (effect !== undefined) effects.push(effect);
      else if (event.type.startsWith('Opportunity')) deals.push(event as RecordedEvent & OpportunityEvent);
      else if (event.type === 'TargetSet') documents.push(targetDocument(event, recorded));
    }
    const customers = await this.customers.fold(from, effects, recorded, views);
    const opportunities = await this.deals.fold(deals, recorded, views);
    return {
      facts: opportunities.facts.length === 0 ? customers.facts : [...customers.facts, ...opportunities.facts],
      documents: [...documents, ...customers.documents, ...opportunities.documents],
    };
  }
}
