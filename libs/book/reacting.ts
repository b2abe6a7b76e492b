import { deliver } from '#engine/deliver/deliver.js';
import { allOf, type Pump } from '#engine/react/pump.js';
import { react } from '#engine/react/react.js';
import type { Watch } from '#engine/react/watch.js';
import type { Receipt } from '#engine/record/handle.js';
import { schedule } from '#engine/schedule/schedule.js';
import type { Outbox } from '#kernel/ports/outbox.js';
import type { TopicWriter } from '#kernel/ports/topic.js';
import type { Doings, Fact } from '#subjects/reactions.js';
import { OWN_COMMANDS } from '#subjects/tables.js';
import type { WaysOut } from '#platform/ways-out.js';
import type { Book } from './book.js';
import { channelSenders } from './delivering/channel-senders.js';
import { groundOf } from './ground.js';
import { topicReaction } from './webhooks/topic-reaction.js';
import { webhookReactions } from './webhooks/webhook-reactions.js';
import { retentionRounds } from './privacy/retention.js';

export interface ReactingParts {
  readonly doings: Doings;
  readonly book: Book;
  readonly outbox: Outbox;
  /** How messages leave the house. */
  readonly ways: WaysOut;
  /** Where browsers reach the server; undefined where nothing says. */
  readonly publicUrl: string | undefined;
  /** A topic that others follow, and its name; undefined where there is none. */
  readonly topic?: { readonly name: string; readonly writer: TopicWriter } | undefined;
  readonly watch?: Watch;
  readonly onError: (error: unknown) => void;
}

/** Does what a book does by itself, until it is stopped. Any number of processes may: one occasion is one command and one delivery. */
export function startReacting({ doings, book, outbox, ways, publicUrl, topic, watch, onError }: ReactingParts): Pump {
  const { log, models: progress, clock } = book;
  const record = ({ type, data }: Fact): Promise<Receipt> => {
    const own = OWN_COMMANDS[type];
    return own === undefined ? book.ledger.record(type, data) : book.ledger.take(own, data);
  };
  const senders = { ...doings.senders, ...channelSenders({ book, ways, publicUrl, onError }) };
  // Only what is sealed can be erased.
  const scheduled = book.keyring === undefined ? doings.scheduled : [...doings.scheduled, retentionRounds(book)];
  const all = {
    ...doings,
    scheduled,
    reactions: topic === undefined ? doings.reactions : [...doings.reactions, topicReaction(topic.name, topic.writer)],
    reactionsOf: [webhookReactions(book)],
    senders,
    outbox,
    ground: groundOf(book),
    record,
    clock,
    onError,
    ...(watch && { watch }),
  };
  return allOf([react({ ...all, log, progress }), schedule(all), deliver(all)]);
}
