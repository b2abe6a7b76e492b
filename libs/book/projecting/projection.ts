import { FactTable } from '#engine/batch/fact-table.js';
import { journalDocuments } from '#figures/journal/journal-documents.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { Changes, Ground, Projection } from '#kernel/projection.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { Fold } from '#subjects/facts.js';
import { SUBJECTS } from '#subjects/index.js';
import { DEFAULT_POLICIES, type Policies } from '#subjects/policies/policy.js';
import { SERIES, VIEW_SCHEMA } from '#subjects/tables.js';
import { decode, type Decoded } from './decoded.js';

/** The projection of the book: every event becomes signed facts, the histories they were made from, and its journal entry. */
export function createProjection(calendar: Calendar, policies: Policies = DEFAULT_POLICIES): Projection<Decoded> {
  return new BookProjection(calendar, policies);
}

type BeginFold = NonNullable<Decoded['facts']>['fold'];

class BookProjection implements Projection<Decoded> {
  readonly schema = VIEW_SCHEMA;
  /** One for all subjects that share it, in the order of subjects. */
  private readonly folds: ReadonlyMap<BeginFold, Fold<unknown>>;

  constructor(
    private readonly calendar: Calendar,
    policies: Policies,
  ) {
    const begins = new Set(SUBJECTS.flatMap(({ facts }) => (facts === undefined ? [] : [facts.fold])));
    this.folds = new Map(
      [...begins].map((begin) => {
        const again = (event: RecordedEvent): unknown => {
          const { facts } = this.decode(event);
          return facts?.fold === begin ? facts.decoded : undefined;
        };
        return [begin, begin({ calendar, policies, series: SERIES, again })];
      }),
    );
  }

  reset(): void {
    for (const fold of this.folds.values()) fold.reset();
  }

  decode(event: RecordedEvent): Decoded {
    return decode(event, this.calendar);
  }

  note(event: RecordedEvent): Changes['documents'] {
    return journalDocuments(event);
  }

  async project(decoded: readonly Decoded[], ground: Ground): Promise<Changes> {
    const first = decoded[0];
    if (first === undefined) return { facts: [], documents: [] };
    try {
      return await this.fold(decoded, this.calendar.dayOf(first.event.recordedAt), ground);
    } catch (error) {
      // A fold that broke off has changed histories in memory that the views do not have.
      this.reset();
      throw error;
    }
  }

  private async fold(decoded: readonly Decoded[], recorded: number, ground: Ground): Promise<Changes> {
    const documents: Changes['documents'][number][] = [];
    const byFold = new Map<BeginFold, unknown[]>();
    for (const { event, facts } of decoded) {
      for (const document of journalDocuments(event)) documents.push(document);
      if (facts === undefined) continue;
      const known = byFold.get(facts.fold);
      if (known === undefined) byFold.set(facts.fold, [facts.decoded]);
      else known.push(facts.decoded);
    }
    const facts = new FactTable();
    for (const [begin, fold] of this.folds) {
      const own = byFold.get(begin);
      if (own === undefined) continue;
      const changes = await fold.fold(own, recorded, ground);
      facts.addAll(changes.facts);
      for (const document of changes.documents) documents.push(document);
    }
    return { facts, documents };
  }
}
