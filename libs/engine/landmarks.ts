import type { Landmark } from '#kernel/event.js';
import type { EventLog } from '#kernel/ports/event-log.js';

/** Milliseconds for which what the log said of a landmark holds: nobody puts a log back to an earlier day in less. */
const HOLDS_FOR = 1_000;
/** Landmarks remembered at most. */
const MOST = 1_000;

/** Whether a log has an event, at its place. */
export async function isIn(
  log: Pick<EventLog, 'readStream'>,
  { id, stream, revision, position }: Landmark,
): Promise<boolean> {
  const [event] = await log.readStream(stream, revision);
  return event?.id === id && event.position === position;
}

/** The same for who asks of one landmark again and again, as the shards of a page do. */
export class Landmarks {
  private readonly known = new Map<string, { readonly at: number; readonly found: Promise<boolean> }>();

  constructor(
    private readonly log: Pick<EventLog, 'readStream'>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  has(landmark: Landmark): Promise<boolean> {
    const { id, position } = landmark;
    const name = `${String(position)} ${id}`;
    const known = this.known.get(name);
    if (known !== undefined && this.now() - known.at < HOLDS_FOR) return known.found;
    if (this.known.size >= MOST) this.known.clear();
    const found = isIn(this.log, landmark);
    // Who had no answer asks again.
    found.catch(() => this.known.delete(name));
    this.known.set(name, { at: this.now(), found });
    return found;
  }
}
