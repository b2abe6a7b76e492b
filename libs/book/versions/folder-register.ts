import type { Register } from '#kernel/ports/register.js';
import {
  endServedBefore,
  openFolderRegister,
  readFolderRegister,
  servedBefore,
  versionsIn,
} from '#platform/embedded-adapters.js';
import { NO_VERSIONS, type Versions } from './state.js';

/** Permanent: what the register of a folder's versions is called. */
const NAME = 'versions';

const LONG_AGO = new Date(0).toISOString();

/** The register of the versions in a data folder, for its one process. */
export async function folderRegister(folder: string): Promise<Register<Versions>> {
  const register = openFolderRegister(folder, NAME, NO_VERSIONS);
  const served = await servedBefore(folder);
  if (served === undefined) return register;
  // An earlier release was the last to run on the folder: what it says, holds.
  const found = adopted(await versionsIn(folder), served);
  await register.change(() => found);
  await endServedBefore(folder);
  return register;
}

/** The version in a data folder that is served, also as an earlier release has left it; undefined where there is none. */
export async function servedIn(folder: string): Promise<string | undefined> {
  const before = await servedBefore(folder);
  if (before !== undefined) return before;
  return (await readFolderRegister(folder, NAME, NO_VERSIONS)).served;
}

/**
 * The versions that an earlier release has left, which wrote down only the one that is served: those made before it tell the past as far as
 * they go, the last one made after it was being built.
 */
export function adopted(names: readonly string[], served: string): Versions {
  const made = names.filter((name) => /^\d+\.\d+$/.test(name)).sort((a, b) => generationOf(a) - generationOf(b));
  const generation = generationOf(made.at(-1) ?? '0.0');
  if (!made.includes(served)) return { ...NO_VERSIONS, generation };
  const before = made.filter((name) => generationOf(name) < generationOf(served));
  const next = made.findLast((name) => generationOf(name) > generationOf(served));
  return {
    served,
    ...(next !== undefined && { next }),
    retired: before.map((name) => ({ name, at: LONG_AGO })),
    abandoned: [],
    generation,
  };
}

function generationOf(name: string): number {
  return Number(name.split('.')[1]);
}
