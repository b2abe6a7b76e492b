import { isIn } from '#engine/landmarks.js';
import { landmarkOf } from '#kernel/event.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { WriteAheadOrigins } from '#kernel/ports/origins.js';

export interface EvidenceParts {
  readonly log: Pick<EventLog, 'last' | 'readStream'>;
  readonly origins: Pick<WriteAheadOrigins, 'read' | 'move'>;
}

/** Attempts at moving the head on while other projectors do. */
const ATTEMPTS = 10;

/**
 * Which log a version is made from, as it is being made. Its head is an event beyond which nothing in the version lies; before anything
 * is added that does, the head moves on to the end of the log, if that still has the one before. So a log that was put back to an earlier
 * day cannot be added to what it no longer has without its head telling, however far it has grown since, and wherever a projector died.
 */
export class Evidence {
  private upTo = 0;
  private moving: Promise<void> | undefined;

  constructor(
    private readonly name: string,
    private readonly parts: EvidenceParts,
  ) {}

  /** Resolves when what lies up to a position may be added. @throws Error where it is not of the log the version is made from */
  async covers(position: number): Promise<void> {
    // Several shards ask at a time: what one attempt finds does for all it was begun for.
    for (let attempt = 0; position > this.upTo; attempt++) {
      if (attempt === ATTEMPTS)
        throw new Error(`${this.name}: position ${String(position)} is beyond the end of the log`);
      await (this.moving ??= this.move().finally(() => (this.moving = undefined)));
    }
  }

  private async move(): Promise<void> {
    const { log, origins } = this.parts;
    // First of all: whatever is found of the version after it, the log had it by then or has been put back since, which shows later.
    const last = await log.last();
    const origin = (await origins.read([this.name])).get(this.name);
    if (origin === undefined) throw new Error(`${this.name} was not begun by this release, or is gone`);
    const { head } = origin;
    if (head !== undefined && !(await isIn(log, head))) throw new Error(`${this.name} was made from another log`);
    if (last === undefined || last.position <= (head?.position ?? 0)) this.upTo = head?.position ?? 0;
    else if (await origins.move(this.name, head, landmarkOf(last))) this.upTo = last.position;
  }
}
