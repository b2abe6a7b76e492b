/**
 * What `@tallybook/plugin` has: the types that a plug-in is written against. Types alone, since what it is made with is handed to it: a
 * plug-in brings no copy of Tallybook of its own.
 */
export type { Plugin } from './plugin.js';
export type { Tools } from './tools.js';
export type { Subject } from '../subject.js';
export type { Series } from '../series.js';
export type { Facts, Fold, FoldedOn } from '../facts.js';
export type { Read, ReadOn, AskedRead } from '../read.js';
export type { BookReaction, BookSchedule, Fact, Ground } from '../reactions.js';
export type { Effect, Entry } from '../customers/timeline/entry.js';
export type { History, Kept, Said } from '../customers/timeline/history.js';
export type { CustomerAsOf } from '../customers/customer-as-of.js';
export type { CommandType, Desk } from '#ledger/command-type.js';
export type { Decider } from '#kernel/decider.js';
export type { EventOf, Json, NewEvent, RecordedEvent } from '#kernel/event.js';
export type { EventType, EventTypes } from '#kernel/event-type.js';
export type { Changes, Ground as FoldGround } from '#kernel/projection.js';
export type { CollectionSchema, Row } from '#kernel/ports/views-schema.js';
export type { Document, Views } from '#kernel/ports/views.js';
export type { Calendar } from '#kernel/time/calendar.js';
export type { Metric } from '#figures/metric.js';
export type { Formula } from '#figures/formulas/index.js';
export type { Dimensions } from '#figures/dimensions.js';
export type { Draw, ToDraw } from '#charts/other-kinds.js';
export type { Sender } from '#engine/deliver/deliver.js';
export type { Channel } from '#kernel/channel.js';
export type { Message, MessagePart, Outgoing } from '#kernel/message.js';
export type { Posted, Sent, Ways } from '#kernel/ways.js';
export type { ChannelKind, ChannelKinds } from '../channels/channel-kind.js';
