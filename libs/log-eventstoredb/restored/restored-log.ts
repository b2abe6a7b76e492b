import type { ResolvedEvent } from '@eventstore/db-client';
import { LRUCache } from 'lru-cache';
import type { BookNames } from '../book-names.js';
import type { OwnEvents } from '../own-events.js';
import type { Reader } from '../reader.js';
import { commitOf } from '../commit.js';
import { markOf } from './mark.js';
import { Places } from './places.js';
import { readProgress, unfinished } from './progress.js';

/** Events read at a time to find a place among those that were restored. */
const PAGE = 1_000;
/** How many ends of pages are remembered: whoever reads on begins there. */
const REMEMBERED = 1_000;

/** What a log knows of what was restored into it, asked for once, before the first answer. */
export class RestoredLog {
  private known: Places | undefined;
  private asking: Promise<Places> | undefined;
  /** Of which restore it was last found that an event is not of it, whatever it says. */
  private denied = 0;
  /** Commit positions by positions. */
  private readonly ends = new LRUCache<number, number>({ max: REMEMBERED });

  constructor(
    private readonly reader: Pick<Reader, 'latestOf'>,
    private readonly events: OwnEvents,
    private readonly names: BookNames,
    /** Whether that is who restores it, and records what is to stand behind it. */
    private readonly restores = false,
  ) {}

  /** @throws Refused where a restore has not come to its end */
  places(): Promise<Places> {
    if (this.known !== undefined) return Promise.resolve(this.known);
    return (this.asking ??= this.ask().finally(() => (this.asking = undefined)));
  }

  /** The same, for events that were read: what they say may be news, since a log that was empty may have been restored into. */
  async placesOf(events: readonly ResolvedEvent[]): Promise<Places> {
    const places = await this.places();
    const news = events.map((event) => markOf(event)?.upTo).find((upTo) => upTo !== undefined && upTo !== places.upTo);
    if (news === undefined || news === this.denied) return places;
    this.known = undefined;
    this.ends.clear();
    const now = await this.places();
    // Anybody can write such metadata; it is only asked once about it.
    if (now.upTo !== news) this.denied = news;
    return now;
  }

  /** The commit position after which the events after a position are: that of the last one up to it. */
  async commitBefore(position: number): Promise<number> {
    const places = await this.places();
    const [at, near] = places.before(position);
    if (at === position) return near;
    const remembered = this.ends.get(position);
    if (remembered !== undefined) return remembered;
    for (let commit = near; ;) {
      const page = await this.events.after(commit, PAGE);
      const before = page.filter((event) => places.of(event).position <= position);
      commit = before.reduce((last, event) => Math.max(last, commitOf(event)), commit);
      if (before.length === PAGE) continue;
      this.remember(position, commit);
      return commit;
    }
  }

  /** Whoever has read up to there will read on from there. */
  remember(position: number, commit: number): void {
    if (this.known?.isRestored(commit) === true) this.ends.set(position, commit);
  }

  private async ask(): Promise<Places> {
    // Asked first: only into a log without an event is anything restored.
    const isEmpty = (await this.events.last()) === undefined;
    const progress = await readProgress(this.reader, this.names);
    const isWhole = progress.state === 'ended' || (progress.state === 'whole' && this.restores);
    if (progress.state !== 'none' && !isWhole) throw unfinished(this.names);
    if (isWhole) return (this.known = new Places(progress.part));
    if (!isEmpty) this.known = Places.OWN;
    return Places.OWN;
  }
}
