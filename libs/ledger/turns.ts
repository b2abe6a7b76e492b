/** The stream a piece of work changes, and those it looks at. */
export interface Touched {
  readonly writes?: string | undefined;
  readonly reads?: readonly (string | undefined)[];
}

/** What is still to be waited for by who would change or look at a stream. */
interface Place {
  changed?: Promise<unknown> | undefined;
  readonly looks: Set<Promise<unknown>>;
}

/**
 * Gives work that was to be done one after another its turn, so that the outcome is the same although much is done at the same time: a piece
 * begins when the last before it is done that changes what it changes or looks at, and all before it that look at what it changes.
 */
export class Turns {
  private readonly places = new Map<string, Place>();

  /** Answers or rejects as `work` does, which begins at once where it need not wait; that of others comes after it either way. */
  take<Outcome>({ writes, reads = [] }: Touched, work: () => Promise<Outcome>): Promise<Outcome> {
    const looked = reads.filter((stream): stream is string => stream !== undefined && stream !== writes);
    const before = looked.map((stream) => this.places.get(stream)?.changed);
    const place = writes === undefined ? undefined : this.places.get(writes);
    const waits = [...before, place?.changed, ...(place?.looks ?? [])].filter((one) => one !== undefined);
    const outcome = waits.length === 0 ? work() : Promise.all(waits).then(work);
    const done = outcome.catch(() => undefined);
    if (writes !== undefined) this.change(writes, done);
    for (const stream of looked) this.look(stream, done);
    return outcome;
  }

  private change(stream: string, done: Promise<unknown>): void {
    // Whoever looks from now on waits for this change, which waits for those who look already.
    const place: Place = { changed: done, looks: new Set() };
    this.places.set(stream, place);
    void done.then(() => {
      place.changed = undefined;
      this.leave(stream, place);
    });
  }

  private look(stream: string, done: Promise<unknown>): void {
    const place = this.places.get(stream) ?? { looks: new Set() };
    this.places.set(stream, place);
    place.looks.add(done);
    void done.then(() => {
      place.looks.delete(done);
      this.leave(stream, place);
    });
  }

  private leave(stream: string, place: Place): void {
    if (place.changed === undefined && place.looks.size === 0 && this.places.get(stream) === place)
      this.places.delete(stream);
  }
}
