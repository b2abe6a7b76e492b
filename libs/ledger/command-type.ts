import type { Aggregate, CommandHandler, Receipt } from '#engine/record/handle.js';
import type { ProblemCode } from '#kernel/problems.js';
import type { ScopeWord } from '#kernel/scopes.js';
import type { Read, Reading } from './command.js';
import type { ContentRules } from './content-rules.js';
import type { SealSecret } from './named/secrets.js';
import type { CommandInput } from './input/command-input.js';
import type { Touched } from './turns.js';

/** Where and how callers send one fact. `:id` in the path is the field `names` of the data. */
export interface FactRoute {
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** After `/v1/`. */
  readonly path: string;
  readonly names?: string;
}

/** One that the API description shows. Sent in the order of the list of subjects to a new book, each is recorded. */
export interface FactExample {
  /** What it is for. */
  readonly summary: string;
  /** The value for `:id`. */
  readonly id?: string;
  /** What it is answered with in a new book, where that is a refusal: such as of what only comes with time. */
  readonly refused?: number;
  /** None where what the path names is all that is said. */
  readonly body?: Readonly<Record<string, unknown>>;
}

/** Something a caller can ask to be recorded. */
export interface CommandType {
  readonly route: FactRoute;
  readonly example: FactExample;
  /** What callers send. */
  readonly input: CommandInput<unknown>;
  /** Codes of the problems it can meet beside those that every command can meet. */
  readonly problems?: readonly ProblemCode[];
  /** What it changes is a thing with versions: its receipt tells `version` and `created`, and it may say which version it follows. */
  readonly versioned?: true;
  /** What whoever sends it needs; that of recording facts of its type, `emit:<type>`, where absent. */
  readonly scope?: ScopeWord;
  /** What follows of it goes by what whoever says it may: nobody says it on behalf of somebody else. */
  readonly asOneself?: true;
  /** Reads, decides and appends. @throws Problem for what the caller can mend, or of the decider */
  record(data: unknown, desk: Desk): Promise<Receipt>;
  /** The stream it changes and those it looks at, as far as unchecked data tells. */
  touches(data: Data): Touched;
}

/** Unchecked data of a command, by field. */
export type Data = Readonly<Record<string, unknown>>;

/** What commands are decided with: how to read them, and the streams of all subjects. */
export interface Desk {
  readonly reading: Reading;
  readonly handler: CommandHandler;
  /** What content has to mean to the figures. */
  readonly rules: ContentRules;
  /** Makes of a secret what may be kept in events. */
  readonly seal: SealSecret;
}

interface Parts<Command, Asked> extends Omit<CommandType, 'record' | 'touches'> {
  readonly input: CommandInput<Asked>;
  /** Adds what is to be looked up in the streams of other subjects; the command is what the caller asked where absent. */
  readonly complete?: (asked: Asked, desk: Desk) => Promise<Command>;
  /** The streams that it looks at. */
  readonly looksAt?: (data: Data) => readonly (string | undefined)[];
}

/** A fact that begins its stream. */
export function begins<State, Command, Asked>(
  aggregate: Aggregate<State, Command>,
  parts: Parts<Command, Asked>,
): CommandType {
  return commandType(parts, idIn('id', aggregate), (handler, command, claim) =>
    handler.begin(aggregate, claim.id, command, claim),
  );
}

/** A fact that follows others in the stream of what its route names. */
export function changes<State, Command, Asked extends { readonly id: string }>(
  aggregate: Aggregate<State, Command>,
  parts: Parts<Command, Asked>,
): CommandType {
  return commandType(parts, idIn(parts.route.names ?? 'id', aggregate), (handler, command, claim, { id }) =>
    handler.change(aggregate, id, command, claim),
  );
}

/** A fact among others of its kind, in the one stream of the kind. */
export function adds<State, Command, Asked>(
  aggregate: Aggregate<State, Command>,
  parts: Parts<Command, Asked>,
): CommandType {
  return commandType(
    parts,
    () => aggregate.prefix,
    (handler, command, claim) => handler.change(aggregate, '', command, claim),
  );
}

/** The stream that a field names; undefined where it is no text. */
export function streamNamed(prefix: string, id: unknown): string | undefined {
  return typeof id === 'string' ? prefix + id : undefined;
}

function idIn(field: string, { prefix }: { readonly prefix: string }) {
  return (data: Data): string | undefined => streamNamed(prefix, data[field]);
}

function commandType<Command, Asked>(
  { complete, looksAt, ...parts }: Parts<Command, Asked>,
  writes: (data: Data) => string | undefined,
  append: (handler: CommandHandler, command: Command, claim: Read<Command>['claim'], asked: Asked) => Promise<Receipt>,
): CommandType {
  return {
    ...parts,
    record: async (data, desk) => {
      const { command: asked, claim } = parts.input.read(data, desk.reading);
      const command = complete === undefined ? (asked as object as Command) : await complete(asked, desk);
      return append(desk.handler, command, claim, asked);
    },
    touches: (data) => ({ writes: writes(data), ...(looksAt !== undefined && { reads: looksAt(data) }) }),
  };
}
