import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { nextEventId } from '#kernel/event-ids.js';
import type { FieldSchema } from '#imports/fields.js';
import { label } from '#ledger/input/text.js';
import { object } from '#ledger/input/object.js';
import { Shape } from '#ledger/input/shape.js';
import { DOCUMENT, DOCUMENT_TYPE } from '#subjects/reconciliations/document.js';
import type { DocumentsTold } from '#subjects/reconciliations/reconciliation.answers.js';
import { COMMANDS } from '#subjects/tables.js';
import type { Book } from '../book.js';
import { readAsked, type ImportAsked, type ImportRequest } from '../importing/import-asked.js';
import { MappingProcess } from '../importing/mapping-process.js';
import { receive, type UploadPart } from '../importing/upload.js';
import { askerSignal } from '../reading/asker.js';
import { comparedDocuments, differing } from './compared-documents.js';
import { COMPARED, comparison, OURS, THEIRS } from './comparison.js';
import { writeDocuments } from './document-file.js';
import { ourDocuments } from './our-documents.js';
import { kept, needWhole, type Reconciled } from './reconcile.js';
import { readPeriod, type ReconciledPeriod } from './reconciled-period.js';
import { TheirDocuments } from './their-documents.js';

/** What a request says of the file that it sends. */
export interface FileReconciled extends ImportRequest {
  readonly source: string;
  readonly period: string;
}

const SAID = new Shape(object({ source: label, period: label }));

/** A file whose columns are called as the fields of a document needs no map. */
const PLAIN_MAP = `
-- optional: kind, date, currency, customer
SELECT '${DOCUMENT_TYPE}' AS type, kind, id, date AS occurredAt, amount, currency, customer AS customerId, line FROM file`;

const SCHEMAS = Object.fromEntries(Object.entries(COMMANDS).map(([type, { input }]) => [type, input.schema]));
/** What its rows can be, as another process can be told. */
const TYPES = JSON.parse(JSON.stringify({ ...SCHEMAS, [DOCUMENT_TYPE]: DOCUMENT.schema })) as Record<
  string,
  FieldSchema
>;

/**
 * Holds the documents of a file of another system against ours as known now, one by one, and keeps what is found. However long the file is,
 * it waits on the disk: two processes of their own read it, and compare it.
 * @throws Problem `invalid-request`, `bad-import`, `too-many-imports`, `body-too-large`, `storage-full`, `sql-too-large`, `restricted`
 */
export async function reconcileFile(
  book: Book,
  { source, period, ...request }: FileReconciled,
  sent: AsyncIterable<UploadPart>,
): Promise<Reconciled> {
  needWhole();
  SAID.read({ source, period }, book);
  const days = readPeriod(book, period);
  await readAsked(request);
  return book.imports.apart(async ({ folder, megabytes }) => {
    const uploaded = await receive(sent, request.name, { folder, megabytes });
    const { covered, documents } = await compared(book, days, await readAsked(request, uploaded), folder);
    return kept(book, { source, ...days, covered, differences: differing(documents), controls: [], documents });
  });
}

async function compared(
  book: Book,
  days: ReconciledPeriod,
  asked: ImportAsked,
  folder: string,
): Promise<{ readonly covered: number; readonly documents: DocumentsTold }> {
  const place = join(folder, nextEventId());
  await mkdir(place, { mode: 0o700 });
  const theirs = new TheirDocuments(book);
  const { name, isMapped, map = isMapped ? PLAIN_MAP : undefined, others, options } = asked;
  const zone = options.timezone ?? book.calendar.zone;
  await mapping(folder, async (process) => {
    await process.map({ name, others, options, zone, types: TYPES, ...(map !== undefined && { map }) });
    await writeDocuments(join(place, THEIRS), theirs.rows(process.facts()));
  });
  const { covered, rows } = await ourDocuments(book, days);
  await writeDocuments(join(place, OURS), rows);
  const documents = await mapping(place, async (process) => {
    const tables = { name: THEIRS, others: new Map([['ours', OURS]]), options: {}, zone };
    await process.map({ ...tables, types: COMPARED, map: comparison(days, book.currency) });
    return comparedDocuments(process.facts(), theirs);
  });
  return { covered, documents };
}

/** Lends a process that is ended afterwards, or when nobody waits any more. */
async function mapping<Result>(folder: string, run: (process: MappingProcess) => Promise<Result>): Promise<Result> {
  const asker = askerSignal();
  asker.throwIfAborted();
  const process = new MappingProcess(folder, () => undefined);
  const end = (): void => void process.end();
  asker.addEventListener('abort', end, { once: true });
  try {
    return await run(process);
  } finally {
    asker.removeEventListener('abort', end);
    await process.end();
  }
}
