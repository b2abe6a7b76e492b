import type { Views } from '#kernel/ports/views.js';

/** Files of read models, which any thread can open. */
export interface ViewFiles {
  readonly folder: string;
  readonly name: string;
}

/** Where the read models are that a question is about: in files, or open in this thread. */
export type Stored = ViewFiles | Views;

export function areFiles(stored: Stored): stored is ViewFiles {
  return 'folder' in stored;
}

/** Permanent while they are there. */
export function fileKey({ folder, name }: ViewFiles): string {
  return `${folder} ${name}`;
}
