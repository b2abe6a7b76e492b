import { formatDecimal, parseDecimal, readDecimal } from '#kernel/decimal.js';
import type { ImportLine } from '#imports/import-source.js';
import type {
  DifferenceName,
  DocumentsTold,
  DocumentTold,
  SideTold,
  TotalTold,
} from '#subjects/reconciliations/reconciliation.answers.js';
import type { TheirDocuments } from './their-documents.js';

/** What an event has room for: documents, characters of them, totals. */
const MOST = { documents: 1_000, characters: 400_000, totals: 400 };

type Texts = Readonly<Record<string, string | undefined>>;

/** What a comparison gave, taken together. */
export async function comparedDocuments(
  lines: AsyncIterable<ImportLine>,
  { unreadable, unreadableCount }: TheirDocuments,
): Promise<DocumentsTold> {
  let counted: Texts = {};
  const totals: TotalTold[] = [];
  let totalsLeftOut = 0;
  const found = new FoundDifferences();
  for (const one of unreadable) found.list(one);
  found.count('unreadable', unreadableCount);
  let differing = unreadableCount;
  for await (const line of lines) {
    const { type, data } = rowIn(line);
    if (type === 'Counted') counted = data;
    else if (type === 'Total' && totals.length === MOST.totals) totalsLeftOut++;
    else if (type === 'Total') totals.push(totalOf(data));
    else {
      differing++;
      const document = documentOf(data);
      for (const name of document.differences) found.count(name, 1);
      found.list(document);
    }
  }
  const { theirs = '0', ours = '0', same = '0' } = counted;
  return {
    ...{ theirs: Number(theirs) + unreadableCount, ours: Number(ours), same: Number(same) },
    counts: found.counts,
    listed: found.listed,
    leftOut: differing - found.listed.length,
    totals,
    totalsLeftOut,
  };
}

/** How many documents differ. */
export function differing({ listed, leftOut }: DocumentsTold): number {
  return listed.length + leftOut;
}

class FoundDifferences {
  readonly counts: Record<string, number> = {};
  readonly listed: DocumentTold[] = [];
  private characters = 0;

  count(name: DifferenceName, documents: number): void {
    if (documents > 0) this.counts[name] = (this.counts[name] ?? 0) + documents;
  }

  /** Where there is room. */
  list(document: DocumentTold): void {
    if (this.listed.length >= MOST.documents || this.characters >= MOST.characters) return;
    this.characters += JSON.stringify(document).length;
    this.listed.push(document);
  }
}

function rowIn(line: ImportLine): { readonly type: string; readonly data: Texts } {
  if ('refused' in line) throw new Error(`a document that was written cannot be read: ${line.refused.detail}`);
  return JSON.parse(line.text) as { readonly type: string; readonly data: Texts };
}

function documentOf(row: Texts): DocumentTold {
  const { differences = '', kind, id = '', place, times } = row;
  const theirs = place === undefined ? undefined : sideOf(row, 'their');
  const ours = row['our_amount'] === undefined ? undefined : sideOf(row, 'our');
  return {
    differences: differences.split(',') as DifferenceName[],
    ...(kind !== undefined && { kind: kind as 'sale' | 'credit' }),
    id,
    ...(place !== undefined && { line: Number(place) }),
    ...(Number(times) > 1 && { times: Number(times) }),
    ...(theirs && { theirs }),
    ...(ours && { ours }),
  };
}

function sideOf(row: Texts, side: 'their' | 'our'): SideTold {
  const of = (name: string): string | undefined => row[`${side}_${name}`];
  const [date, currency, customerId] = [of('day'), of('currency'), of('customer')];
  return {
    ...(date !== undefined && { date }),
    amount: decimal(of('amount')),
    ...(currency !== undefined && { currency }),
    ...(customerId !== undefined && { customerId }),
  };
}

function totalOf({ day, currency = '', theirs, ours, ...documents }: Texts): TotalTold {
  const [their, our] = [decimal(theirs), decimal(ours)];
  return {
    ...(day !== undefined && { date: day }),
    currency,
    theirs: their,
    ours: our,
    difference: formatDecimal(readDecimal(their) - readDecimal(our)),
    theirDocuments: Number(documents['their_documents']),
    ourDocuments: Number(documents['our_documents']),
  };
}

/** Without the zeros that the database has written. */
function decimal(text = '0'): string {
  return formatDecimal(text.length > 20 ? readDecimal(text) : parseDecimal(text));
}
