import type { RecordedEvent } from '#kernel/event.js';
import { isAssumed } from '#kernel/ports/assumed-clock.js';
import { fine, wrong, type Finding } from './finding.js';

/** Milliseconds by which clocks may differ. */
const APART = 60_000;
const YEAR = 366 * 86_400_000;

/** The clock of this machine beside the one that the last event was recorded by. */
export function clockFinding(last: RecordedEvent | undefined, now: Date, isTrusted: boolean): Finding {
  const what = 'the clock';
  if (last === undefined || isAssumed(last)) return fine(what, now.toISOString());
  const ahead = now.getTime() - Date.parse(last.recordedAt);
  const said = `it is ${now.toISOString()}, and the last event was recorded at ${last.recordedAt}`;
  if (ahead < -APART) return wrong(what, said, 'set the clock of this machine right, such as by NTP');
  if (ahead > YEAR && !isTrusted)
    return wrong(what, said, 'set the clock right; where it is, start once with TALLY_CLOCK=trusted');
  return fine(what, now.toISOString());
}
