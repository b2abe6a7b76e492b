import { existsSync } from 'node:fs';
import { openOutboxCopy } from '#platform/embedded-adapters.js';
import { outboxFile } from '#platform/log-copies.js';
import { fine, wrong, type Finding } from './finding.js';

/** Milliseconds for which a delivery may be due without anybody trying it. */
const LATE = 3_600_000;

/** What was to leave the house of a data folder and did not. */
export async function outboxFinding(folder: string, now: Date): Promise<Finding> {
  const what = 'what leaves the house';
  if (!existsSync(outboxFile(folder))) return fine(what, 'nothing yet');
  const copy = openOutboxCopy(folder);
  try {
    let [failed, late] = [0, 0];
    let first: string | undefined;
    const before = new Date(now.getTime() - LATE).toISOString();
    for (const page of copy.deliveries())
      for (const { state, due, channel } of page) {
        if (state === 'failed') failed++;
        else if (state !== 'delivered' && due < before) late++;
        else continue;
        first ??= channel;
      }
    if (first === undefined) return fine(what, 'nothing failed');
    const reason = `${String(failed)} deliveries were given up, ${String(late)} have been due for an hour; one goes through ${first}`;
    const cure =
      'GET /v1/deliveries?state=failed says why, GET /v1/pauses what is paused; mend the channel, then POST /v1/deliveries/{id}/retry';
    return wrong(what, reason, cure);
  } finally {
    copy.close();
  }
}
