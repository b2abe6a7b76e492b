import { readSettings, type Stores } from '#platform/settings.js';

/** Where a deployment keeps its book. */
export type SharedStores = Extract<Stores, { log: 'eventstoredb' }>;

/** The stores of the deployment that the environment is of; undefined where that is none, or a data folder was named. */
export function deploymentNamed(data: string | undefined): SharedStores | undefined {
  if (data !== undefined || process.env['TALLY_LOG'] !== 'eventstoredb') return undefined;
  const { stores } = readSettings(process.env);
  return stores.log === 'eventstoredb' ? stores : undefined;
}
