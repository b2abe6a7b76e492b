import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import type { BusRecord } from '#kernel/bus.port.js';
import type { RecordedEvent } from '#kernel/event.js';

/** A record as it is in the topic: where it stands in the headers, the event as JSON; a tick has no value. Permanent while the topic holds any. */
export function toMessage({ shard, position, previous, event }: BusRecord) {
  const headers: IHeaders = { shard: String(shard), pos: String(position), prev: String(previous) };
  if (event === undefined) return { key: String(shard), value: null, headers };
  const { id, type, schema } = event;
  return { key: event.key, value: JSON.stringify(event), headers: { ...headers, id, type, schema: String(schema) } };
}

/** @throws for what is no record of ours, saying why */
export function fromMessage({ headers = {}, value }: Pick<KafkaMessage, 'headers' | 'value'>): BusRecord {
  const place = {
    shard: number(headers, 'shard'),
    position: number(headers, 'pos'),
    previous: number(headers, 'prev'),
  };
  return value === null ? place : { ...place, event: JSON.parse(value.toString()) as RecordedEvent };
}

/** The shard of a message on its way. */
export function shardIn({ headers = {} }: Message): number {
  return number(headers, 'shard');
}

function number(headers: IHeaders, name: string): number {
  const text = headers[name]?.toString() ?? '';
  if (!/^\d{1,16}$/.test(text)) throw new Error(`a record of the topic has no header ${name} that is a number`);
  return Number(text);
}
