import { withChanged } from './zip.js';

/** What the reader takes for one of Excel's own formats, whatever the workbook says of it, has less than three digits. */
const DECLARED = /<(?:\w+:)?numFmt\b[^>]*?\bnumFmtId="(\d{1,2})"/g;
const NAMED = /\bnumFmtId="(\d{1,2})"/g;
const RAISED = 1_000;

/** A workbook whose formats all have numbers that the reader believes: some programs number theirs from 50 on, and their dates would be numbers. */
export function formatsRaised(workbook: Buffer): Buffer {
  return withChanged(workbook, (name, content) => {
    if (!/^\/?xl\/styles\.xml$/i.test(name)) return undefined;
    const styles = content().toString('utf8');
    const low = new Set([...styles.matchAll(DECLARED)].map(([, id]) => id));
    if (low.size === 0) return undefined;
    const raised = (all: string, id: string): string =>
      low.has(id) ? `numFmtId="${String(RAISED + Number(id))}"` : all;
    return Buffer.from(styles.replace(NAMED, raised));
  });
}
