import type { Workshop } from '../replays/workshop.js';
import { endOf, reachableBefore, type PolicySet } from '#subjects/policies/policy-sets.js';
import { headOf, isMadeFrom } from '#figures/journal/origin.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { listViews, readOlderViews } from '#platform/embedded-adapters.js';

/** A version of the read models as a process finds it in the data folder. */
export interface StoredVersion {
  readonly name: string;
  /** Of the set it was built under: the position of the publication. */
  readonly publication: number;
  readonly generation: number;
  /**
   * `whole`: it can be followed further; `still`: an earlier release made it, what it has can be read; `useless`: it cannot be read, or was
   * made from another log than there is.
   */
  readonly state: 'whole' | 'still' | 'useless';
  /** The position it covers; 0 for a useless one. */
  readonly position: number;
}

/** Every version in the folder, the one made last first. */
export async function storedVersions(workshop: Pick<Workshop, 'settings' | 'log'>): Promise<readonly StoredVersion[]> {
  const found: StoredVersion[] = [];
  for (const { name, layout } of await listViews(workshop.settings.dataDir, VIEW_SCHEMA)) {
    const [, publication, generation] = /^(\d+)\.(\d+)$/.exec(name) ?? [];
    if (publication === undefined || generation === undefined) continue;
    const position = layout === 'unreadable' ? undefined : await positionOf(name, workshop);
    const state = position === undefined ? 'useless' : layout === 'current' ? 'whole' : 'still';
    found.push({
      name,
      publication: Number(publication),
      generation: Number(generation),
      state,
      position: position ?? 0,
    });
  }
  return found.sort((a, b) => b.generation - a.generation);
}

/** Of the sets before a publication that questions can reach, the names of the versions that have all of their time. */
export function keptBefore(
  publication: number,
  sets: readonly PolicySet[],
  stored: readonly StoredVersion[],
): readonly string[] {
  return reachableBefore(publication, sets).flatMap((set) => {
    const whole = stored.find(
      ({ publication: own, state, position }) =>
        own === set.position && state === 'whole' && position >= endOf(set, sets),
    );
    return whole?.name ?? [];
  });
}

/** Undefined where it was made from another log. */
async function positionOf(name: string, { settings, log }: Pick<Workshop, 'settings' | 'log'>) {
  const views = readOlderViews(settings.dataDir, name, VIEW_SCHEMA);
  try {
    return (await isMadeFrom(log, views)) ? ((await headOf(views))?.position ?? 0) : undefined;
  } finally {
    await views.close();
  }
}
