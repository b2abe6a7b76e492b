import type { JournalEntry } from '#figures/journal/journal.js';
import { countedJournal, type CustomerContext } from '../customers/customer-card.js';
import { familyIn, historyIn } from '../customers/merging/journals.js';
import { erasedOf } from '../customers/person.js';
import { newHistory, type History } from '../customers/timeline/history.js';
import type { ReadOn } from '../read.js';
import { attributesIn } from '../segments/attributes-said.js';
import { boughtIn } from '../segments/bought.js';
import { CustomerOn, type Others } from '../segments/customer-on.js';

/** A customer at the end of a day, by what was known of it. */
export interface Seen {
  readonly day: number;
  /** Undefined where there was no such customer yet, or it was merged into another. */
  readonly on: CustomerOn | undefined;
  /** What was recorded about it, and those who were one with it; empty where its history was read as it is kept. */
  readonly entries: readonly JournalEntry[];
}

/** What is known of a customer when some of what is recorded about it counts. */
class Known {
  private last: CustomerOn | undefined;
  private lastDay = Infinity;

  constructor(
    private readonly history: History,
    private readonly entries: readonly JournalEntry[],
    private readonly context: CustomerContext,
  ) {}

  /** Good until another day is asked for. Ascending days without `others` go on from each other. */
  seen(day: number, others?: Others): Seen {
    const isNext = others === undefined && this.last !== undefined && this.lastDay <= day;
    const on = isNext ? this.last : new CustomerOn(this.history, this.context.policies, day, this.ofOwn(others));
    if (others === undefined) [this.last, this.lastDay] = [on, day];
    return { day, on: on?.moveTo(day) === true ? on : undefined, entries: this.entries };
  }

  /** What else is recorded of it goes by what counts, where that is told entry by entry. */
  private ofOwn(others: Others | undefined): Others | undefined {
    const { entries, context } = this;
    if (others === undefined || entries.length === 0) return others;
    const own = entries.filter(({ key }) => key === this.history.id);
    return {
      ...others,
      attributes: (_customer, day) => attributesIn(own, day, context),
      bought: (what, _customer, day) => boughtIn(what, day, entries, context),
    };
  }
}

/**
 * What was known of a customer at any time: by its journal, or by its history as it is kept, where nothing has been recorded about it since
 * the first of the times that are asked for.
 */
export class KnownCustomer {
  private last: { readonly count: number; readonly known: Known } | undefined;

  private constructor(
    readonly id: string,
    private readonly journal: readonly JournalEntry[],
    private readonly context: CustomerContext,
    private readonly erasedAt: string | undefined,
    private readonly kept?: Known,
  ) {}

  static async fromJournal(id: string, on: Pick<ReadOn, 'views'> & CustomerContext): Promise<KnownCustomer> {
    return KnownCustomer.of(id, await countedJournal(id, on.views), on);
  }

  /** The one that stayed of a customer by some of what is recorded: itself where it was not merged. */
  static async staying(
    id: string,
    counts: (entry: JournalEntry) => boolean,
    on: Pick<ReadOn, 'views'> & CustomerContext,
  ): Promise<KnownCustomer> {
    const journal = await countedJournal(id, on.views);
    return KnownCustomer.of(familyIn(id, journal.filter(counts)).id, journal, on);
  }

  /** Each is erased by itself. @param journal of it, and of all whom merges ever joined with it */
  private static of(id: string, journal: readonly JournalEntry[], context: CustomerContext): KnownCustomer {
    const { erased } = erasedOf(journal.filter(({ key }) => key === id));
    return new KnownCustomer(id, journal, context, erased?.at);
  }

  /** @param erasedAt when it was erased, if it was */
  static fromHistory(history: History, context: CustomerContext, erasedAt: string | undefined): KnownCustomer {
    return new KnownCustomer(history.id, [], context, erasedAt, new Known(history, [], context));
  }

  /** Whether its history was read as it is kept: nothing is recorded about it since. */
  get isKept(): boolean {
    return this.kept !== undefined;
  }

  /** Whether it is erased by an instant: nothing is done about it any more. */
  isErasedBy(instant: string): boolean {
    return this.erasedAt !== undefined && this.erasedAt <= instant;
  }

  /** What was recorded from one instant on, up to another, which does not count any more. */
  between(from: string, to: string): readonly JournalEntry[] {
    return this.journal.filter(({ recordedAt }) => recordedAt >= from && recordedAt < to);
  }

  /** By what was recorded before an instant. */
  before(instant: string): Known {
    if (this.kept !== undefined) return this.kept;
    const entries = this.journal.filter(({ recordedAt }) => recordedAt < instant);
    if (this.last?.count !== entries.length) this.last = { count: entries.length, known: this.knownBy(entries) };
    return this.last.known;
  }

  /** By some of what is recorded. */
  by(counts: (entry: JournalEntry) => boolean): Known {
    return this.kept ?? this.knownBy(this.journal.filter(counts));
  }

  private knownBy(counted: readonly JournalEntry[]): Known {
    const { members, mergedInto } = familyIn(this.id, counted);
    if (mergedInto !== undefined) return new Known(newHistory(this.id), [], this.context);
    // Of those who are not one with it, or not yet, nothing is seen.
    const entries = counted.filter(({ key }) => members.includes(key));
    return new Known(historyIn(this.id, counted, this.context), entries, this.context);
  }
}
