import type { Views } from '#kernel/ports/views.js';
import type { Catalogue } from './catalogue.js';
import type { RecordBehind } from './figure.answers.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { CellQuestion } from './records.js';
import { recordsOf, sharesInOrder, type AskedCell, type Share } from './records-page.js';

/** A page of shares as bytes: a million of them take little room until their turn comes, in whatever thread that is. */
export type SharePage = Uint8Array;

/**
 * Everything behind a cell in order of the ids, worked out once for a list that is given page by page.
 * @param rows of a page, at most @throws Problem as `sharesOf`
 */
export async function sharePages(
  question: AskedCell,
  rows: number,
  views: Views,
  catalogue: Catalogue,
): Promise<readonly SharePage[]> {
  const shares = await sharesInOrder(question, views, catalogue);
  const pages: SharePage[] = [];
  for (let from = 0; from < shares.length; from += rows) pages.push(encoded(shares.slice(from, from + rows)));
  return pages;
}

/** The things of a page. */
export function recordsIn(
  page: SharePage,
  cell: Pick<CellQuestion, 'metric' | 'knownAt'>,
  views: Views,
  on: { readonly catalogue: Catalogue; readonly calendar: Calendar },
): Promise<readonly RecordBehind[]> {
  return recordsOf(decoded(page), cell, views, on);
}

function encoded(shares: readonly Share[]): SharePage {
  // Copied: small ones would be part of memory that is shared.
  return new Uint8Array(Buffer.from(JSON.stringify(shares.map(([id, share]) => [id, String(share)]))));
}

function decoded(page: SharePage): readonly Share[] {
  const shares = JSON.parse(Buffer.from(page).toString()) as readonly (readonly [string, string])[];
  return shares.map(([id, share]) => [id, BigInt(share)]);
}
