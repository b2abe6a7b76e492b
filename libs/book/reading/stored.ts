import type { IndexedVersion } from '#platform/fact-index/index-messages.js';
import type { Views } from '#kernel/ports/views.js';

/** Files of read models, which any thread can open. */
export interface ViewFiles {
  readonly folder: string;
  readonly name: string;
}

/** Where the read models are that a question is about: in files, or open in this thread. */
export type Stored = ViewFiles | OpenViews;

interface OpenViews extends Views {
  /** Where others find them who index them themselves. */
  readonly indexed?: IndexedVersion;
}

export function areFiles(stored: Stored): stored is ViewFiles {
  return 'folder' in stored;
}

/** @throws Error where nobody can index them but this thread */
export function indexedVersion(stored: Stored): IndexedVersion {
  const found = areFiles(stored) ? stored : stored.indexed;
  if (found === undefined) throw new Error('these read models have no index of their own');
  return found;
}

/** Permanent while they are there. */
export function fileKey({ folder, name }: ViewFiles): string {
  return `${folder} ${name}`;
}
