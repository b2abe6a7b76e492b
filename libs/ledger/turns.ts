/** The stream a piece of work changes, and those it looks at. */
export interface Touched {
  readonly writes?: string | undefined;
  readonly reads?: readonly (string | undefined)[];
}

/** What is still to be waited for by who would change or look at a stream. */
interface Place {
  changed?: Promise<unknown> | undefined;
  /** None unless somebody looks. */
  looks?: Set<Promise<unknown>>;
}

/**
 * Gives work that was to be done one after another its turn, so that the outcome is the same although much is done at the same time: a piece
 * begins when the last before it is done that changes what it changes or looks at, and all before it that look at what it changes.
 */
export class Turns {
  private readonly places = new Map<string, Place>();

  /** Answers or rejects as `work` does, which begins at once where it need not wait; that of others comes after it either way. */
  take<Outcome>({ writes, reads = [] }: Touched, work: () => Promise<Outcome>): Promise<Outcome> {
    const looked: string[] = [];
    const waits: Promise<unknown>[] = [];
    for (const stream of reads) {
      if (stream === undefined || stream === writes) continue;
      looked.push(stream);
      const changed = this.places.get(stream)?.changed;
      if (changed !== undefined) waits.push(changed);
    }
    const place = writes === undefined ? undefined : this.places.get(writes);
    if (place?.changed !== undefined) waits.push(place.changed);
    if (place?.looks !== undefined) waits.push(...place.looks);
    const outcome = waits.length === 0 ? work() : Promise.all(waits).then(work);
    const done = outcome.catch(() => undefined);
    if (writes !== undefined) this.change(writes, done);
    for (const stream of looked) this.look(stream, done);
    return outcome;
  }

  private change(stream: string, done: Promise<unknown>): void {
    // Whoever looks from now on waits for this change, which waits for those who look already.
    const place: Place = { changed: done };
    this.places.set(stream, place);
    void done.then(() => {
      place.changed = undefined;
      this.leave(stream, place);
    });
  }

  private look(stream: string, done: Promise<unknown>): void {
    const place: Place = this.places.get(stream) ?? {};
    const looks = (place.looks ??= new Set());
    this.places.set(stream, place);
    looks.add(done);
    void done.then(() => {
      looks.delete(done);
      this.leave(stream, place);
    });
  }

  private leave(stream: string, place: Place): void {
    const isLookedAt = place.looks !== undefined && place.looks.size > 0;
    if (place.changed === undefined && !isLookedAt && this.places.get(stream) === place) this.places.delete(stream);
  }
}
