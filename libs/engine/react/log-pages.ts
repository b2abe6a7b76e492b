/** A place in the log, with whatever is read of it. */
interface Placed {
  readonly position: number;
}

/** Up to `limit` of what is after a position, in order. */
export type ReadPage<Read extends Placed> = (after: number, limit: number) => Promise<readonly Read[]>;

/** Events at a time. */
const PAGE = 1_000;
/** Events kept for the next who comes by: of two pages, since nobody stops where another did. */
const KEPT = 2 * PAGE;

/**
 * The log as several read it that are at about the same place: each event is read once, wherever each of them stops. Who is far behind
 * reads for himself.
 */
export class LogPages<Read extends Placed> {
  /** What was read last, without a gap: what is after one position up to another. */
  private kept: readonly Read[] = [];
  private keptAfter = 0;
  private keptTo = 0;
  private covered = 0;
  /** How often the log was put back. */
  private restores = 0;
  /** Reads under way, by where they begin. */
  private readonly reading = new Map<number, Promise<readonly Read[]>>();

  constructor(private readonly readPage: ReadPage<Read>) {}

  /** Is told how far the log is covered: where that is less than before it was restored, and what comes there is something else. */
  reach(position: number): void {
    if (position < this.covered) {
      this.restores++;
      this.reading.clear();
      this.keep([], position, position);
    }
    this.covered = position;
  }

  /** The next events after a position, up to another: at least one where there are any. */
  async between(after: number, upTo: number): Promise<readonly Read[]> {
    if (after >= upTo) return [];
    const known = after < this.keptAfter ? [] : within(this.kept, after, upTo).slice(0, PAGE);
    if (known.length > 0) return known;
    // A read that began before more was covered may have found less.
    const shared = within((await this.reading.get(after)) ?? [], after, upTo);
    return shared.length > 0 ? shared : within(await this.begin(after, upTo), after, upTo);
  }

  private begin(after: number, upTo: number): Promise<readonly Read[]> {
    const page = this.read(after, upTo).finally(() => {
      if (this.reading.get(after) === page) this.reading.delete(after);
    });
    this.reading.set(after, page);
    return page;
  }

  private async read(after: number, upTo: number): Promise<readonly Read[]> {
    const { restores } = this;
    // What is not covered yet would be read again.
    const page = await this.readPage(after, Math.min(PAGE, upTo - after));
    if (restores !== this.restores) return page;
    const covered = within(page, after, upTo);
    const to = covered.at(-1)?.position;
    if (to === undefined || to <= this.keptTo) return page;
    if (after === this.keptTo) this.keep([...this.kept, ...covered], this.keptAfter, to);
    else this.keep(covered, after, to);
    return page;
  }

  /** @param after before the first of them @param to the last of them */
  private keep(events: readonly Read[], after: number, to: number): void {
    const over = Math.max(0, events.length - KEPT);
    this.keptAfter = events[over - 1]?.position ?? after;
    this.kept = events.slice(over);
    this.keptTo = to;
  }
}

function within<Read extends Placed>(events: readonly Read[], after: number, upTo: number): readonly Read[] {
  return events.filter(({ position }) => position > after && position <= upTo);
}
