import { once } from 'node:events';
import { Socket } from 'node:net';
import { constants, setPriority } from 'node:os';
import { Answers } from '#engine/threads/answers.js';
import type { FromThread, ToThread } from '#engine/threads/thread-message.js';
import { mappedSource, ndjsonSource, type ImportSource } from '#imports/import-source.js';
import { MappedFile } from '#imports/mapped-file.js';
import { Presets } from '#imports/presets.js';
import type { Cell, Refusal } from '#imports/refusals.js';
import { suggestionFor } from '#imports/suggest.js';
import { written } from './fact-lines.js';
import {
  END_OF_FACTS,
  FACTS_BROKE,
  type MappingQuestion,
  type MappingSays,
  type ToMapThere,
} from './mapping-messages.js';
import { FACTS, LIMITS } from './mapping-limits.js';

/**
 * The process that reads a caller's file and runs a caller's map over it. Whatever they do to its memory, its time or its disk, it is this
 * process that ends. It gives way to all others on the processor.
 */

/** Characters of why facts could not be read. */
const LONGEST_REASON = 10_000;

/** Bytes between what it says of how far it has read. */
const SAY_AFTER = 1_000_000;

let source: ImportSource | undefined;
let said = 0;

setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
// Whoever asked is gone.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

const send = (message: FromThread<MappingSays>): void => void process.send?.(message);
const answers = new Answers<MappingQuestion>({ answer }, send);
process.on('message', (message: Extract<ToThread<MappingQuestion, never>, { kind: 'ask' | 'abort' }>) =>
  answers.heard(message),
);

async function answer(question: MappingQuestion): Promise<unknown> {
  switch (question.kind) {
    case 'suggest': {
      const { name, options, others } = question;
      return {
        ...(await suggestionFor(name, options, LIMITS)),
        presets: await new Presets(others).fitting(name, options),
      };
    }
    case 'map':
      source = await opened(question);
      void pump(source);
      return { size: source.size };
    case 'cells':
      return cellsOf(question.refusals);
  }
}

async function opened({ name, map, others, options, zone, types }: ToMapThere): Promise<ImportSource> {
  if (map === undefined) return ndjsonSource(name, options, LIMITS.most);
  const { signal } = new AbortController();
  const onRead = (bytes: number): void => {
    if (bytes < said + SAY_AFTER) return;
    said = bytes;
    send({ kind: 'say', message: bytes });
  };
  const asked = { name, map, options, zone, signal, onRead, others, types: new Map(Object.entries(types)) };
  return mappedSource(name, await MappedFile.open({ ...asked, ...LIMITS }));
}

/** Hands the facts over as fast as they are taken. */
async function pump({ lines }: ImportSource): Promise<void> {
  const out = new Socket({ fd: FACTS, readable: false, writable: true });
  // It is read no further.
  out.on('error', () => undefined);
  try {
    for await (const line of lines()) if (!out.write(written(line))) await once(out, 'drain');
    out.end(`${END_OF_FACTS}\n`);
  } catch (error) {
    out.end(`${FACTS_BROKE}${JSON.stringify((error as Error).message.slice(0, LONGEST_REASON))}\n`);
  }
}

async function cellsOf(refusals: readonly Refusal[]): Promise<readonly (Cell | undefined)[]> {
  const cells: (Cell | undefined)[] = [];
  for (const refusal of refusals) cells.push(await source?.cellOf(refusal));
  return cells;
}
