import { Type } from 'typebox';
import { decodeId, encodeCursor } from '#figures/cursor.js';
import { isReadable, readJournal, readWholeJournal, type JournalEntry } from '#figures/journal/journal.js';
import type { Document, ViewStore } from '#kernel/ports/views.js';
import { findAll } from '#kernel/ports/find-all.js';
import { Problem } from '#kernel/problem.js';
import type { Calendar } from '#kernel/time/calendar.js';
import { hadHappened, type Moment } from '#kernel/time/moment.js';
import type { NamedInput } from '#ledger/named/named.commands.js';
import { namedEvents, type NamedContent } from '#ledger/named/named.events.js';
import type { NamedAnswers } from './named.answers.js';
import { versionIn, type NamedVersion } from './named.facts.js';
import { NO_PARAMETERS, reads, type Read, type ReadOn } from './read.js';

/** As of when, and as known when, things are looked at. */
interface Sight {
  readonly asOf: Moment;
  readonly knownAt?: Moment | undefined;
}

/** What is shown of a kind of named things: one, all that are there, and every version of one. */
export interface NamedReads {
  readonly one: Read;
  readonly list: Read;
  readonly versions: Read;
}

const PAGE = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
  cursor: Type.Optional(Type.String()),
});

/** @param shown what of the content is shown, where that is not all */
export function namedReads(
  named: NamedInput,
  answers: NamedAnswers,
  shown: (content: NamedContent) => NamedContent = (content) => content,
): NamedReads {
  const { path, words, example } = named;
  const things = new Things(named);
  const asShown = (version: NamedVersion, on: Told) => ({ ...headOf(version, on), ...shown(version.content) });
  return {
    one: reads({
      path: `${path}/:id`,
      parameters: NO_PARAMETERS,
      answers: answers.one,
      answeredFrom: 'journals',
      versioned: true,
      example: { summary: `What ${words} is`, id: example.id },
      answer: async ({ id, asOf, knownAt }, on) => asShown(await things.one(id, { asOf, knownAt }, on), on),
    }),
    list: reads({
      path,
      parameters: PAGE,
      answers: answers.list,
      answeredFrom: 'journals',
      example: { summary: `All there are: ${words}`, query: { limit: '10' } },
      answer: async ({ parameters: { limit, cursor }, asked, asOf, knownAt }, on) => {
        const found: NamedVersion[] = [];
        for await (const version of things.all({ asOf, knownAt }, decodeId(asked, cursor), on)) {
          if (found.length === limit)
            return { [path]: found.map((one) => asShown(one, on)), next: encodeCursor(asked, found.at(-1)?.id ?? '') };
          found.push(version);
        }
        return { [path]: found.map((one) => asShown(one, on)), next: null };
      },
    }),
    versions: reads({
      path: `${path}/:id/versions`,
      parameters: PAGE,
      answers: answers.versions,
      example: { summary: `Every version of ${words}`, id: example.id },
      answer: async ({ id, parameters: { limit, cursor }, asked }, on) => {
        const after = Number(decodeId(asked, cursor) ?? 0);
        const entries = await things.entries(id, after, limit, on.views);
        const versions = entries.map((entry) => {
          const { actor, emitter } = entry;
          const version = things.versionOf(entry);
          const by = { ...(actor !== undefined && { actor }), ...(emitter !== undefined && { emitter }) };
          return { ...headOf(version, on), retired: version.retired, ...by, ...shown(version.content) };
        });
        const next = entries.length < limit ? null : encodeCursor(asked, entries.at(-1)?.position ?? '');
        return { id, versions, next };
      },
    }),
  };
}

type Told = Pick<ReadOn, 'position'>;

function headOf({ id, version, position, recordedAt }: NamedVersion, told: Told) {
  return { id, version, position: told.position(String(position)), recordedAt };
}

interface On {
  readonly views: ViewStore;
  readonly calendar: Calendar;
}

/** Named things in the read models. */
export class Things {
  private readonly types;
  private readonly events;

  constructor(private readonly named: Pick<NamedInput, 'name' | 'types' | 'path'>) {
    this.types = named.types;
    this.events = namedEvents(this.types);
  }

  /** @throws Problem `not-found`, also where it was retired by then */
  async one(id: string, sight: Sight, on: On): Promise<NamedVersion> {
    const [document] = await on.views.get(this.named.path, [id]);
    const version = document && (await this.seen(document, sight, on));
    if (version !== undefined) return version;
    throw new Problem('not-found', `there is no ${this.named.name} ${id}`);
  }

  /** Those that are there, in the order of their ids. @param after the id to begin after */
  async *all(sight: Sight, after: string | undefined, on: On): AsyncIterable<NamedVersion> {
    for await (const document of findAll(on.views, this.named.path, after === undefined ? {} : { after })) {
      const version = await this.seen(document, sight, on);
      if (version !== undefined) yield version;
    }
  }

  /** A page of the versions of a thing, as the journal has them. @throws Problem `not-found` for one that never was there */
  async entries(id: string, after: number, limit: number, views: ViewStore): Promise<readonly JournalEntry[]> {
    const found = await readJournal(views, { stream: this.streamOf(id), after, limit });
    if (found.length === 0 && after === 0) throw new Problem('not-found', `there is no ${this.named.name} ${id}`);
    return found.filter((entry) => isReadable(entry, this.events));
  }

  versionOf(entry: JournalEntry): NamedVersion {
    return versionIn({ ...entry, position: Number(entry.position) }, this.types);
  }

  private streamOf(id: string): string {
    return `${this.named.name}-${id}`;
  }

  /** The last version by then; undefined where there was none, or it was retired. */
  private async seen(
    { id, body }: Document,
    { asOf, knownAt }: Sight,
    { views, calendar }: On,
  ): Promise<NamedVersion | undefined> {
    const isSeen = ({ occurredAt, recordedAt }: NamedVersion): boolean =>
      hadHappened(occurredAt, asOf, calendar) && (knownAt === undefined || hadHappened(recordedAt, knownAt, calendar));
    const last = body as object as NamedVersion;
    const version = isSeen(last) ? last : (await this.versions(id, views)).findLast(isSeen);
    return version?.retired === true ? undefined : version;
  }

  private async versions(id: string, views: ViewStore): Promise<readonly NamedVersion[]> {
    const journal = await readWholeJournal(views, { stream: this.streamOf(id) });
    return journal.filter((entry) => isReadable(entry, this.events)).map((entry) => this.versionOf(entry));
  }
}
