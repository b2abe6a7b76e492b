import { readPolicySets, type PolicySet } from '#subjects/policies/policy-sets.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { Origins } from '#kernel/ports/origins.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import type { Register } from '#kernel/ports/register.js';
import { VERSIONS, type Seen } from './due.js';
import { standingsOf } from './standings.js';
import { evolve, living, type Happening, type Versions } from './state.js';

export interface KeeperParts {
  readonly log: Pick<EventLog, 'last' | 'readStream'>;
  readonly calendar: Calendar;
  /** In the names of the book's versions, see `versionName`. */
  readonly prefix: string;
  /** Of the read models of this release. */
  readonly schema: ViewSchema;
  readonly register: Register<Versions>;
  readonly origins: Pick<Origins, 'read' | 'begin'>;
  /** See `Seen`. */
  readonly near: number;
  /** See `Seen`. */
  readonly nearServed: number;
  /** Whether no other release can be at work on them. */
  readonly isAlone: boolean;
  /** How far a version has come; undefined where this process does not know. */
  readonly position: (name: string) => Promise<number | undefined>;
  /** Told of what must not answer any more, and why. */
  readonly onSetAside: (name: string, why: string) => void;
}

/** The versions as they are after a look, those of this release among them, and the publications of the log. */
export interface Kept {
  readonly versions: Versions;
  readonly sets: readonly PolicySet[];
  /** Those that this release can follow further. */
  readonly ours: ReadonlySet<string>;
}

/**
 * Sees to it that there is a version of the read models that may answer: of this log, of this release, under the newest publication. Any
 * number of processes may; what one finds due it does if no other was first.
 */
export class Keeper {
  private isFirstLook = true;

  constructor(private readonly parts: KeeperParts) {}

  /** Does what is due. */
  look(): Promise<Kept> {
    return this.settle(false);
  }

  /** The same, and begins the read models anew where that is not under way for want of any. */
  rebuild(): Promise<Kept> {
    return this.settle(true);
  }

  private async settle(isRebuildWanted: boolean): Promise<Kept> {
    const { register, origins, schema } = this.parts;
    // Before the log is looked at: what is judged was begun by what the log had.
    const versions = await register.read();
    const { sets, ...seen } = await this.see(versions, isRebuildWanted);
    const ours = new Set([...seen.standings].flatMap(([name, { kind }]) => (kind === 'current' ? [name] : [])));
    const due = VERSIONS.decide(seen, versions);
    if (due.length === 0) {
      this.isFirstLook = false;
      return { versions, sets, ours };
    }
    const begun = due.find(({ type }) => type === 'Begun')?.name;
    if (begun !== undefined) await origins.begin(begun, schema);
    let done: readonly Happening[] = [];
    const after = await register.change((now) => {
      done = VERSIONS.decide(seen, now);
      // Somebody else was first, and what is due now has no origin yet.
      if (done.some(({ type, name }) => type === 'Begun' && name !== begun)) done = [];
      return done.length === 0 ? undefined : done.reduce(evolve, now);
    });
    if (done.length > 0) this.isFirstLook = false;
    for (const one of done) if (one.type === 'SetAside') this.parts.onSetAside(one.name, one.why);
    return { versions: after, sets, ours: begun === undefined ? ours : ours.add(begun) };
  }

  private async see(versions: Versions, isRebuildWanted: boolean): Promise<Seen & Pick<Kept, 'sets'>> {
    const { log, calendar, origins, prefix, near, nearServed, schema, position, isAlone } = this.parts;
    const names = living(versions);
    const found = await origins.read(names);
    const [sets, last] = await Promise.all([readPolicySets(log, calendar), log.last()]);
    const publications = sets.map(({ position }) => position);
    const standings = await standingsOf(names, found, { log, schema, publications, position, isAlone });
    return {
      sets,
      at: new Date().toISOString(),
      prefix,
      newest: publications.at(-1) ?? 0,
      tail: last?.position ?? 0,
      isUnused: last === undefined || (last.stream === 'book' && last.revision === 0),
      near,
      nearServed,
      isFirstLook: this.isFirstLook,
      isRebuildWanted,
      standings,
    };
  }
}
