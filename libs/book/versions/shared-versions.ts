import type { Breaker } from '#engine/breaker.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { Origins } from '#kernel/ports/origins.js';
import type { Register } from '#kernel/ports/register.js';
import { readSharedViews, watchSharedViews, type Indexing, type SharedStore } from '#platform/distributed-adapters.js';
import type { SharedSettings } from '#platform/run-process.js';
import { SHARDS } from '#platform/shared-book.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import type { Readers } from '../reading/readers.js';
import type { Replays } from '../replays/replays.js';
import type { SharedBook } from '../shared-book.js';
import { Keeper, type KeeperParts } from './keeper.js';
import { OpenModel } from './open-model.js';
import { Served } from './served.js';
import type { Versions } from './state.js';

/** In the positions of EventStoreDB, which are bytes. */
const NEAR = 1_000_000;
/** Milliseconds between two looks at how far the read models are that projectors elsewhere make. */
const LOOK_AGAIN = 50;

/** Permanent: what the register of a book's versions is called. */
export function registerName({ id }: Pick<SharedBook, 'id'>): string {
  return `versions-${id}`;
}

/** How the versions of a book over several machines are kept. Permanent: their names begin with the book's. */
export function sharedKeeping({
  id,
  calendar,
}: SharedBook): Pick<KeeperParts, 'calendar' | 'prefix' | 'schema' | 'near' | 'nearServed' | 'isAlone'> {
  return { calendar, prefix: `book-${id}.v`, schema: VIEW_SCHEMA, near: NEAR, nearServed: NEAR, isAlone: false };
}

export interface SharedModelsParts extends Pick<KeeperParts, 'onSetAside'> {
  readonly stores: SharedSettings['stores'];
  readonly log: EventLog;
  readonly book: SharedBook;
  readonly register: Register<Versions>;
  readonly origins: Origins;
  /** Of the store of the read models. */
  readonly breaker: Breaker;
  /** What answers figures. */
  readonly indexing: Indexing;
  readonly replays: Replays;
  readonly readers: Readers;
  /** See `ServedParts`. */
  readonly onLost: () => void;
  readonly onError: (error: unknown) => void;
}

/** What answers in a process that only reads what projectors elsewhere make; it begins the first version of all. */
export function sharedModels(parts: SharedModelsParts): Served {
  const { book, breaker, stores, readers, indexing } = parts;
  const built = new BuiltElsewhere((name) => watchSharedViews(stores, name, SHARDS, VIEW_SCHEMA, breaker));
  const position = async (name: string): Promise<number | undefined> => models.positionOf(name);
  const models: Served = new Served({
    ...parts,
    calendar: book.calendar,
    keeper: new Keeper({ ...parts, ...sharedKeeping(book), position }),
    open: (name, set, schema) =>
      new OpenModel({
        ...{ name, set, readers },
        open: () => {
          const views = readSharedViews(stores, name, SHARDS, schema, breaker, indexing);
          return { views, stored: views, look: () => views.look() };
        },
      }),
    built: (name) => built.position(name),
    lookAgain: LOOK_AGAIN,
    guarded: (work) => breaker.call(work),
  });
  return models;
}

type Watched = Pick<SharedStore, 'position' | 'close'>;

/** A version that others build, as it is watched. */
class BuiltElsewhere {
  private watched: { readonly name: string; readonly views: Watched } | undefined;

  constructor(private readonly read: (name: string) => Watched) {}

  async position(name: string | undefined): Promise<number> {
    if (this.watched?.name !== name) {
      await this.watched?.views.close();
      this.watched = name === undefined ? undefined : { name, views: this.read(name) };
    }
    return (await this.watched?.views.position()) ?? 0;
  }
}
