import {
  jsonEvent,
  MaxAppendSizeExceededError,
  WrongExpectedVersionError,
  type JSONEventData,
  type ResolvedEvent,
} from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AuditEntry, AuditStore, FindEntries } from '#kernel/ports/audit-store.js';
import type { ExpectedRevision } from '#kernel/ports/event-log.js';
import { BrokenOff } from './connection.js';
import type { Reader } from './reader.js';
import type { Writer } from './writer.js';

/** Permanent: they are stored. */
const TYPE = 'AuditEntry';
const PAGE = 1_000;
/** Attempts at an append that other processes come before, and the most milliseconds until the next one. */
const ATTEMPTS = 50;
const LONGEST_WAIT = 20;

/**
 * Entries in a stream of its own beside a book, which it is no part of: an entry's number is its revision, so that all processes together
 * leave no gap. What is found is looked for from one end to the other, since a server has no index of what is in events.
 */
export class EventStoreDbAuditStore implements AuditStore {
  /** The last revision there was when it was last looked at. */
  private last: ExpectedRevision = 'none';
  /** Ids of entries whose append had no answer, so that they may be there. */
  private readonly unanswered = new WeakMap<AuditEntry, string>();
  private turn: Promise<unknown> = Promise.resolve();

  /** @param writer that of the log: a process appends by one client only, see there */
  constructor(
    private readonly stream: string,
    private readonly writer: Pick<Writer, 'append'>,
    private readonly reader: Pick<Reader, 'stream' | 'latestOf'>,
  ) {}

  append(entries: readonly AuditEntry[]): Promise<void> {
    const appended = this.turn.then(() => this.appendNext(entries));
    this.turn = appended.catch(() => undefined);
    return appended;
  }

  async find({ after, limit, ...wanted }: FindEntries): Promise<readonly (AuditEntry & { readonly n: number })[]> {
    const found: (AuditEntry & { readonly n: number })[] = [];
    for await (const { event } of this.from(after)) {
      const entry = event?.data as AuditEntry;
      if (isWanted(entry, wanted)) found.push({ ...entry, n: Number(event?.revision) + 1 });
      if (found.length === limit) break;
    }
    return found;
  }

  /** Whoever opened the log closes it. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  private async appendNext(entries: readonly AuditEntry[]): Promise<void> {
    const left = await this.missing(entries);
    if (left.length === 0) return;
    const events = left.map((entry) => this.stored(entry));
    for (let attempt = 1; ; attempt++)
      try {
        const { nextExpectedRevision } = await this.writer.append(this.stream, this.last, events);
        this.last = Number(nextExpectedRevision);
        for (const entry of left) this.unanswered.delete(entry);
        return;
      } catch (error) {
        if (error instanceof MaxAppendSizeExceededError && left.length > 1) return this.appendHalves(left);
        if (!(error instanceof WrongExpectedVersionError) || attempt === ATTEMPTS) throw error;
        this.last = typeof error.actualVersion === 'bigint' ? Number(error.actualVersion) : 'none';
        // Processes that try again at the same pace would always have the same one first.
        await sleep(Math.random() * LONGEST_WAIT);
      }
  }

  private async appendHalves(entries: readonly AuditEntry[]): Promise<void> {
    const half = Math.ceil(entries.length / 2);
    await this.appendNext(entries.slice(0, half));
    await this.appendNext(entries.slice(half));
  }

  /** Those that no earlier attempt has brought there. */
  private async missing(entries: readonly AuditEntry[]): Promise<readonly AuditEntry[]> {
    if (!entries.some((entry) => this.unanswered.has(entry))) return entries;
    const there = new Set<string>();
    for await (const { event } of this.from(this.last === 'none' ? 0 : this.last + 1))
      if (event !== undefined) there.add(event.id);
    const left = entries.filter((entry) => !there.has(this.unanswered.get(entry) ?? ''));
    for (const entry of entries) if (!left.includes(entry)) this.unanswered.delete(entry);
    return left;
  }

  private stored(entry: AuditEntry): JSONEventData {
    const id = this.unanswered.get(entry) ?? randomUUID();
    this.unanswered.set(entry, id);
    return jsonEvent({ id, type: TYPE, data: entry });
  }

  private async *from(revision: number): AsyncIterable<ResolvedEvent> {
    const [last] = await this.reader.latestOf(this.stream, 1);
    const end = last?.event === undefined ? -1 : Number(last.event.revision);
    for (let at = revision; at <= end;) {
      const page = (await this.reader.stream(this.stream, at, PAGE)) ?? [];
      if (page.length === 0) throw new BrokenOff(`reading the stream ${this.stream}`);
      yield* page;
      at = Number(page.at(-1)?.event?.revision) + 1;
    }
  }
}

function isWanted(entry: AuditEntry, { principal, route, customer }: Omit<FindEntries, 'after' | 'limit'>): boolean {
  const path = entry.route?.slice(entry.route.indexOf(' ') + 1);
  return (
    (principal === undefined || entry.principal === principal) &&
    (route === undefined || entry.route === route || path === route) &&
    (customer === undefined || entry.customer === customer)
  );
}
