import type { Json } from '#kernel/event.js';
import { Problem } from '#kernel/problem.js';
import { unknownShape, type EventTypes } from '#kernel/event-type.js';
import { findAll } from '#kernel/ports/find-all.js';
import type { Document, ViewStore } from '#kernel/ports/views.js';
import type { JournalEntry } from './journal.answers.js';
import { journalId, PERSONAL } from './journal-documents.js';

export type { JournalEntry } from './journal.answers.js';

export interface JournalQuestion {
  /** Only entries after this position. */
  readonly after?: number;
  readonly limit: number;
  readonly type?: string;
  readonly customerId?: string;
  readonly stream?: string;
  /** None of a stream. */
  readonly without?: string;
}

/** Entries in the order of the log, personal parts included. */
export async function readJournal(views: ViewStore, question: JournalQuestion): Promise<readonly JournalEntry[]> {
  const { after, limit, type, customerId, stream } = question;
  const where = {
    ...(type !== undefined && { type }),
    ...(customerId !== undefined && { customer: customerId }),
    ...(stream !== undefined && { stream }),
  };
  const from = after === undefined ? undefined : journalId(after);
  const found = await pageWithout(question.without, limit, from, (page) => views.find('journal', { where, ...page }));
  const personal = await views.get(
    PERSONAL,
    found.map(({ id }) => id),
  );
  const byId = new Map(personal.map(({ id, body }) => [id, body]));
  return found.map((document) => entryOf(document, byId.get(document.id)));
}

/** A page of documents, none of which is of a stream: those are few, so that they are passed over. */
async function pageWithout(
  stream: string | undefined,
  limit: number,
  from: string | undefined,
  find: (page: { readonly limit: number; readonly after?: string }) => Promise<readonly Document[]>,
): Promise<readonly Document[]> {
  const kept: Document[] = [];
  for (let after = from; ;) {
    const wanted = limit - kept.length;
    const found = await find({ limit: wanted, ...(after !== undefined && { after }) });
    kept.push(...found.filter(({ fields }) => stream === undefined || fields['stream'] !== stream));
    if (kept.length >= limit || found.length < wanted) return kept;
    after = found.at(-1)?.id;
  }
}

/** What entries between two positions can be found by, without reading more of them: after the first, up to the second. */
export async function* journalFields(
  views: ViewStore,
  where: Readonly<Record<string, string>>,
  after: number,
  to: number,
): AsyncIterable<{ readonly customer: string; readonly stream: string; readonly type: string }> {
  for await (const { id, fields } of findAll(views, 'journal', { where, after: journalId(after) })) {
    if (Number(id) > to) return;
    const { customer = '', stream = '', type = '' } = fields;
    yield { customer, stream, type };
  }
}

/** All entries that match, page by page. */
export async function readWholeJournal(
  views: ViewStore,
  question: Omit<JournalQuestion, 'after' | 'limit'>,
): Promise<readonly JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for (let after = 0; ;) {
    const page = await readJournal(views, { ...question, after, limit: 1000 });
    entries.push(...page);
    if (page.length < 1000) return entries;
    after = Number(page.at(-1)?.position);
  }
}

/** Whether this release can read an entry: a newer one may have written it, or somebody else into a stream of the book. */
export function isReadable({ type, schema }: Pick<JournalEntry, 'type' | 'schema'>, types: EventTypes): boolean {
  return unknownShape(types, type, schema) === undefined;
}

/**
 * What can be read of the journal of one thing, from the entry that began it on.
 * @param what names the thing, as in "there is no …" @param types of its events @throws Problem `not-found`, also where that entry cannot be read
 */
export function readableOf(
  what: string,
  journal: readonly JournalEntry[],
  types: EventTypes,
): readonly [JournalEntry, ...(readonly JournalEntry[])] {
  const [first, ...rest] = journal;
  if (first === undefined) throw new Problem('not-found', `there is no ${what}`);
  const reason = unknownShape(types, first.type, first.schema);
  if (reason === undefined) return [first, ...rest.filter((entry) => isReadable(entry, types))];
  throw new Problem(
    'not-found',
    `there is no ${what}; the event ${first.type} at position ${first.position} cannot be decoded: ${reason}`,
  );
}

/** What is left out of an entry, for what is shown of it by itself. */
export function maskedOf({ masked }: JournalEntry): Pick<JournalEntry, 'masked'> {
  return masked === undefined ? {} : { masked };
}

function entryOf({ body }: Document, personal: Json | undefined): JournalEntry {
  const stored = body as object as Omit<JournalEntry, 'position'> & { readonly position: number };
  const data = personal === undefined ? stored.data : { ...stored.data, personal };
  return { ...stored, position: String(stored.position), data };
}
