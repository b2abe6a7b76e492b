import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answering } from '../peers/answering.js';
import { startChild } from '../peers/child.js';
import { bytesIn, forgetPages } from '../peers/files.js';

/** A folder with `views.sqlite`, and how often its facts are in the index. */
export interface OursAt {
  readonly folder: string;
  readonly copies: number;
}

/** Ours: the first start makes the index, each one brings it up to date before anybody is answered. */
export async function ours(at: OursAt): Promise<Answering> {
  const folder = join(at.folder, `index-${String(at.copies)}`);
  if (!existsSync(folder)) await mkdir(folder);
  return {
    name: 'tallybook',
    bytes: () => bytesIn(folder),
    start: (isCold) => {
      if (isCold) forgetPages(at.folder);
      return startChild(new URL('asker.js', import.meta.url).pathname, at);
    },
  };
}
