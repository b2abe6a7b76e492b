import { reasonOf } from '#kernel/reason.js';
import { withTimeout } from '#kernel/with-timeout.js';
import { storeLooks } from '#platform/store-checks.js';
import type { SharedStores } from '../deployment.js';
import { fine, wrong, type Finding } from './finding.js';

/** Milliseconds for a store to answer. */
const PATIENCE = 15_000;

/** Whether the stores of a deployment answer, and grant what is needed of them: as every process asks when it starts. */
export function storeFindings(stores: SharedStores): Promise<readonly Finding[]> {
  return Promise.all(
    storeLooks(stores).map(async ({ store, setting, look }) => {
      try {
        await withTimeout(PATIENCE, 'its answer', look());
        return fine(store);
      } catch (error) {
        return wrong(
          store,
          reasonOf(error),
          `see that it runs and what ${setting} says: infra/docs/rights.md has what it must grant`,
        );
      }
    }),
  );
}
