import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { TreeHead } from '#merkle/check-proofs.js';
import { openCheckpoint } from '#merkle/checkpoint.js';
import { NotProven } from '#merkle/not-proven.js';
import { notesIn, readVkey, type NoteKey } from '#merkle/signed-note.js';
import { UsageError } from '../usage-error.js';

/** What heads are checked with: said itself, or in a file. @throws UsageError */
export async function keyIn(said: string): Promise<NoteKey> {
  const text = existsSync(said) ? await textOf(said, '--vkey') : said;
  try {
    return readVkey(text);
  } catch (error) {
    throw mistaken(error, '--vkey');
  }
}

/** The heads in a file, one behind another. @throws UsageError where one is not signed by that key, or there is none */
export async function headsIn(file: string, key: NoteKey): Promise<readonly TreeHead[]> {
  const text = await textOf(file, '--head');
  try {
    const notes = notesIn(text);
    if (notes.length === 0) throw new NotProven('there is no signed head in the file');
    return notes.map((note) => openCheckpoint(note, key));
  } catch (error) {
    throw mistaken(error, '--head');
  }
}

/** @throws UsageError */
export async function textOf(file: string, option: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${option} cannot be read: ${(error as Error).message}`);
  }
}

function mistaken(error: unknown, option: string): unknown {
  return error instanceof NotProven ? new UsageError(`${option}: ${error.message}`) : error;
}
