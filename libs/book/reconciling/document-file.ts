import { open } from 'node:fs/promises';
import { whereThereIsRoom } from '../importing/upload.js';
import { COLUMNS } from './comparison.js';

/** A document as a row: texts by column, what is not known left out. */
export type DocumentRow = Readonly<Partial<Record<(typeof COLUMNS)[number], string | undefined>>>;

/** Characters that are written at a time. */
const PART = 262_144;
const PRIVATE = 0o600;
/** Says that it is UTF-8, whatever else is read beside it. */
const MARK = '\ufeff';

/** Writes documents as they come into a file that a comparison reads. @throws Problem `storage-full` */
export async function writeDocuments(path: string, rows: AsyncIterable<DocumentRow>): Promise<void> {
  const file = await open(path, 'wx', PRIVATE);
  try {
    await whereThereIsRoom('the documents', async () => {
      let part = MARK + lineOf(COLUMNS);
      for await (const row of rows) {
        part += lineOf(COLUMNS.map((column) => row[column] ?? ''));
        if (part.length < PART) continue;
        await file.writeFile(part);
        part = '';
      }
      await file.writeFile(part);
    });
  } finally {
    await file.close();
  }
}

/** Every cell in quotes: none is taken for anything but text. */
function lineOf(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`;
}
