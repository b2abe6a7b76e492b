import { Problem } from '#kernel/problem.js';

/** What DuckDB says of a file that cannot be trusted, and of itself after it met one. */
const DAMAGED = /corrupt|checksum|invalidated|serializ|enough bytes|INTERNAL Error|FATAL Error/i;

const IN_USE = /could not set lock|already attached|file handle conflict/i;

/** What it says where it is short of something, by what that is. */
const WANTS = {
  disk: /no space left|disk quota|could not write|failed to truncate/i,
  memory: /out of memory|could not allocate|max_temp_directory_size/i,
} as const;

/** What an index can be short of. */
export type Want = keyof typeof WANTS;

const TOLD: Readonly<Record<Want, string>> = {
  disk: 'the index of the facts has no room on its disk, and goes on by itself when there is some',
  memory: 'the index of the facts has too little memory for this: ask for less at once, or raise TALLY_INDEX_MEMORY',
};

/** Whether a file is not to be trusted. */
export function tellsOfDamage(error: unknown): boolean {
  return wantOf(error) === undefined && DAMAGED.test(said(error));
}

/** Whether somebody else has the file open. */
export function tellsOfUse(error: unknown): boolean {
  return IN_USE.test(said(error));
}

/** What is short, which is no fault of the file. */
export function wantOf(error: unknown): Want | undefined {
  if (WANTS.memory.test(said(error))) return 'memory';
  return WANTS.disk.test(said(error)) ? 'disk' : undefined;
}

/** Told to whoever asked; without what DuckDB says, which names files. */
export function shortOf(want: Want): Problem {
  return new Problem('views-unavailable', TOLD[want]);
}

/** All lines: what an error of DuckDB comes from is in a later one. */
function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
