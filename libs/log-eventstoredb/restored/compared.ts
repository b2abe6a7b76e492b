import { canonicalJson } from '#kernel/canonical.js';
import { Refused } from '#kernel/refused.js';
import type { Json, RecordedEvent } from '#kernel/event.js';
import type { BookNames } from '../book-names.js';
import { commitOf } from '../commit.js';
import type { OwnEvents } from '../own-events.js';
import { fromStored } from '../stored-event.js';
import { Places, type Place, type RestoredPart } from './places.js';

const PAGE = 1_000;
/** Events between two places that are noted, and how many are: beyond so many only every second one is kept. */
const APART = 1_000;
const MOST = 20_000;

/** All that a server may have been told of a restore: every place in it counts as restored. */
const ALL_RESTORED = Number.MAX_SAFE_INTEGER;

/**
 * Reads back what was restored, compares it event by event with what was to be, and notes where it lies.
 * @param seen is told of every event as it was read back @param isWhole that was done before, and something may stand behind it by now @throws Refused at the first that is not the same
 */
export async function compared(
  { events, names }: { readonly events: OwnEvents; readonly names: BookNames },
  wanted: AsyncIterable<readonly RecordedEvent[]>,
  upTo: number,
  seen: (event: RecordedEvent) => void,
  isWhole: boolean,
): Promise<RestoredPart> {
  const places = new Places({ upTo, places: [[upTo, ALL_RESTORED]] });
  const noted = new NotedPlaces();
  let commit = 0;
  for await (const page of wanted)
    for (let i = 0; i < page.length; i += PAGE) {
      const some = page.slice(i, i + PAGE);
      const found = await events.after(commit, some.length);
      for (const [at, want] of some.entries()) {
        const stored = found[at];
        if (stored === undefined) throw missing(want);
        const have = fromStored(stored, names, places);
        if (text(have) !== text(want)) throw differs(have, want);
        commit = commitOf(stored);
        noted.add([have.position, commit]);
        seen(have);
      }
    }
  const [more] = await events.after(commit, 1);
  if (more !== undefined && !isWhole) throw foreign(fromStored(more, names, places));
  return { upTo, places: noted.all() };
}

/** Some of the places, the last one always. */
class NotedPlaces {
  private places: Place[] = [];
  private apart = APART;
  private since = 0;
  private last: Place | undefined;

  add(place: Place): void {
    this.last = place;
    if (++this.since < this.apart) return;
    this.since = 0;
    this.places.push(place);
    if (this.places.length < MOST) return;
    this.places = this.places.filter((_, i) => i % 2 === 1);
    this.apart *= 2;
  }

  all(): readonly Place[] {
    if (this.last === undefined || this.places.at(-1) === this.last) return this.places;
    return [...this.places, this.last];
  }
}

function text(event: RecordedEvent): string {
  return canonicalJson({ ...event } as unknown as Json);
}

const INSTEAD = 'begin again with an EventStoreDB that has nothing of the book, or with another TALLY_BOOK';

function missing({ position }: RecordedEvent): Refused {
  return new Refused(`the event at position ${String(position)} is missing in the server: ${INSTEAD}`, true);
}

function differs(have: RecordedEvent, want: RecordedEvent): Refused {
  const there = `${have.type} ${have.id}, ${String(have.revision)} of ${have.stream}`;
  return new Refused(
    `where the event at position ${String(want.position)} (${want.type} ${want.id}) belongs the server has another one or not all of it (${there}): ${INSTEAD}`,
    true,
  );
}

function foreign({ type, stream }: RecordedEvent): Refused {
  return new Refused(`somebody recorded a ${type} in ${stream} meanwhile: end all processes, and ${INSTEAD}`, true);
}
