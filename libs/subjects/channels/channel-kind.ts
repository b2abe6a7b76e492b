import type { TProperties } from 'typebox';
import type { Called } from '#charts/other-kinds.js';
import type { Channel } from '#kernel/channel.js';
import type { Outgoing } from '#kernel/message.js';
import type { Sent, Ways } from '#kernel/ways.js';

/** A kind of channel: what is said of one, and how a message goes through it. */
export interface ChannelKind {
  /** What is said of a channel of it, beside its kind: inputs of commands, those that may be left out as such. */
  readonly fields: TProperties;
  /** Fields that are secret: sealed where they are kept, shown to nobody. Texts. */
  readonly secrets?: readonly string[];
  /** What of a report its receivers can read: its texts alone unless given; the figures as data; a file; or a page with pictures, and a file. */
  readonly takes?: 'texts' | 'data' | 'file' | 'page';
  /** Milliseconds that it has for a message; 30 s unless given, 5 minutes at most. */
  readonly timeout?: number;
  /** What people call it, and its fields where those are not called by their names. The page knows it of ours. */
  readonly called?: Called;
  readonly fieldsCalled?: Readonly<Record<string, Called>>;
  /**
   * Brings a message to where a channel leads. It may have been sent before: its id is the same then, by which receivers know it.
   * @returns how that ended @throws whatever is wrong: it is tried again later
   */
  send(channel: Channel, outgoing: Outgoing, ways: Ways): Promise<Sent>;
}

/** By what callers call them: a word of ours, or one with its subject and a dot before it. Permanent. */
export type ChannelKinds = Readonly<Record<string, ChannelKind>>;

/** Milliseconds that a message has where its kind says nothing. */
export const TIME_FOR_MESSAGE = 30_000;
/** Milliseconds that a kind may take at most. */
export const LONGEST_TIME = 300_000;

/** What channels of all kinds say; a field that several have is the same in all of them. */
export function fieldsOf(kinds: ChannelKinds): TProperties {
  return Object.assign({}, ...Object.values(kinds).map(({ fields }) => fields)) as TProperties;
}

export function secretsOf(kinds: ChannelKinds): readonly string[] {
  return [...new Set(Object.values(kinds).flatMap(({ secrets = [] }) => secrets))];
}
