import type { OtherKind } from '#charts/other-kinds.js';
import type { Aggregate } from '#engine/record/handle.js';
import type { Sender } from '#engine/deliver/deliver.js';
import type { EventTypes } from '#kernel/event-type.js';
import type { CollectionSchema } from '#kernel/ports/views-schema.js';
import type { MembersTable } from '#kernel/sql-table.js';
import type { Dimensions } from '#figures/dimensions.js';
import type { Formula } from '#figures/formulas/index.js';
import type { Metric } from '#figures/metric.js';
import type { Catalogue } from '#figures/catalogue.js';
import type { CommandType } from '#ledger/command-type.js';
import type { CommandTypes } from '#ledger/ledger.js';
import type { ChannelKinds } from './channels/channel-kind.js';
import type { Facts } from './facts.js';
import type { BookReaction, BookSchedule } from './reactions.js';
import type { Read } from './read.js';
import type { SubjectReadable } from './readable.js';
import type { Series } from './series.js';

/** Everything the book knows of one kind of thing. Nothing of it is registered anywhere else: every table derives from the list of subjects. */
export interface Subject {
  /** Permanent: what its streams are called, `ticket-<id>`, or the one stream of its kind. */
  readonly name: string;
  readonly events: EventTypes;
  /** By the names that callers send to `/v1/bulk`; permanent. */
  readonly commands?: CommandTypes;
  /** Whether content of its commands means something to the figures, by what the commands call it. @throws Problem naming what does not */
  readonly rules?: Readonly<Record<string, (content: never, catalogue: Catalogue, id: string) => void | Promise<void>>>;
  readonly series?: readonly Series[];
  /** Collections of documents of its own. */
  readonly collections?: readonly CollectionSchema[];
  /** What its events mean for the read models; nothing where absent. */
  readonly facts?: Facts;
  /** What it shows by itself, beside figures. By the names that generated clients call them; permanent. */
  readonly reads?: Readonly<Record<string, Read>>;
  /** What of it people read in a store that they have tools of their own for. */
  readonly readable?: SubjectReadable;
  /** Who stands where today, for those who ask in SQL: of its series. */
  readonly members?: readonly MembersTable[];
  readonly metrics?: readonly Metric<Formula>[];
  /** What it knows of dimensions its metrics go by; whatever is not named here has just the values that facts have. */
  readonly dimensions?: Dimensions;
  /** What is done after its facts, once for ever: never for those before it was there, nor in a rebuild or a replay. */
  readonly reactions?: readonly BookReaction[];
  /** What is done at times. */
  readonly scheduled?: readonly BookSchedule[];
  /** Whose events may have something personal. */
  readonly personal?: Pick<Aggregate<never, never>, 'prefix' | 'plainHash'>;
  /** Kinds of charts, by names that begin with its own and a dot. */
  readonly charts?: Readonly<Record<string, Omit<OtherKind, 'name'>>>;
  /** Kinds of channels, by names that begin with its own and a dot. */
  readonly channels?: ChannelKinds;
  /** Maps in SQL for files of its facts, by names that begin with its own and a dot; `-- needs:` says which columns a file has. */
  readonly presets?: Readonly<Record<string, string>>;
  /** What only its own reactions record, by the names that they issue it under: no caller can. */
  readonly ownCommands?: Readonly<Record<string, Pick<CommandType, 'record'>>>;
  /** Who brings deliveries of a kind to where they belong. */
  readonly senders?: Readonly<Record<string, Sender>>;
}
