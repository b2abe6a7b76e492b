import type { Dashboard, DashboardVersion, SetDashboard } from '#client/index.js';

/** A tile as a dashboard keeps it. */
export type KeptTile = Dashboard['tiles'][number];

/**
 * What is to be said of a dashboard so that it has all tiles but one.
 * @param seen the version that somebody looks at: the server refuses the write where the dashboard has changed since
 * @param number of the tile, from 0
 */
export function withoutTile(dashboard: Dashboard, seen: number, number: number): SetDashboard {
  const { tiles, ...rest } = contentOf(dashboard);
  return { ...rest, tiles: tiles.filter((_, i) => i !== number), ifMatch: seen };
}

/** What is to be said of a dashboard so that it has one tile more, at its end; refused where it has changed meanwhile. */
export function withTile(dashboard: Dashboard, tile: KeptTile): SetDashboard {
  const { tiles, ...rest } = contentOf(dashboard);
  return { ...rest, tiles: [...tiles, tile], ifMatch: dashboard.version };
}

/** What was said of a dashboard in one of its versions. */
export function contentOf({ title, description, filters, tiles }: Dashboard | DashboardVersion): SetDashboard {
  return { title, ...(description !== undefined && { description }), ...(filters !== undefined && { filters }), tiles };
}

/** The same with one of them so many places later; at its end where it would be beyond. */
export function moved<One>(all: readonly One[], from: number, by: number): readonly One[] {
  const one = all.slice(from, from + 1);
  const others = all.filter((_, i) => i !== from);
  const to = Math.max(0, from + by);
  return [...others.slice(0, to), ...one, ...others.slice(to)];
}
