import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import type { BusRecord } from '#kernel/ports/bus.js';
import type { Landmark, RecordedEvent } from '#kernel/event.js';
import type { Seal } from './seal.js';

/** The headers with the seal and with the landmark. */
const SEAL = 'seal';
const LANDMARK = 'landmark';

/**
 * A record as it is in the topic: where it stands in the headers, the event as JSON; a tick has no value. Sealed where there is a key.
 * Permanent while the topic holds any.
 */
export function toMessage({ shard, position, previous, event, landmark }: BusRecord, seal: Seal | undefined) {
  const numbers = { shard: String(shard), pos: String(position), prev: String(previous) };
  const place = landmark === undefined ? numbers : { ...numbers, [LANDMARK]: textOf(landmark) };
  const message =
    event === undefined
      ? { key: numbers.shard, value: null, headers: place }
      : {
          key: event.key,
          value: JSON.stringify(event),
          headers: { ...place, id: event.id, type: event.type, schema: String(event.schema) },
        };
  const headers: Readonly<Record<string, string>> = message.headers;
  return { ...message, headers: seal === undefined ? headers : { ...headers, [SEAL]: seal.of(message) } };
}

/**
 * A record of the topic; without a key it is hearsay, since anybody may have written it.
 * @throws for what is no record of ours, saying why
 */
export function fromMessage(
  { key, headers = {}, value }: Pick<KafkaMessage, 'key' | 'headers' | 'value'>,
  seal: Seal | undefined,
): BusRecord {
  const texts = textsOf(headers);
  const place = { shard: number(texts, 'shard'), position: number(texts, 'pos'), previous: number(texts, 'prev') };
  if (seal === undefined) return { ...place, hearsay: true };
  const { [SEAL]: given = '', ...sealed } = texts;
  const text = value === null ? null : value.toString();
  if (!seal.fits(given, { key: key?.toString() ?? '', headers: sealed, value: text }))
    throw new Error('a record of the topic has no seal that fits: it was not written with TALLY_BUS_KEY_FILE');
  const landmark = texts[LANDMARK] === undefined ? {} : { landmark: landmarkIn(texts[LANDMARK]) };
  const record = { ...place, ...landmark };
  return text === null ? record : { ...record, event: eventOf(JSON.parse(text), place.position) };
}

/** The stream last: it may have anything in it. */
const LANDMARK_TEXT = /^(\d{1,16}) (\d{1,16}) (\S+) (.+)$/s;

function textOf({ position, revision, id, stream }: Landmark): string {
  return `${String(position)} ${String(revision)} ${id} ${stream}`;
}

/** @throws for what is none */
function landmarkIn(text: string): Landmark {
  const [, position, revision, id, stream] = LANDMARK_TEXT.exec(text) ?? [];
  if (id === undefined || stream === undefined) throw new Error('a record of the topic has a landmark that is none');
  return { position: Number(position), revision: Number(revision), id, stream };
}

/** The shard of a message on its way. */
export function shardIn({ headers = {} }: Message): number {
  return number(textsOf(headers), 'shard');
}

function textsOf(headers: IHeaders): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      if (Array.isArray(value)) throw new Error(`a record of the topic has ${name} twice`);
      return value === undefined ? [] : [[name, value.toString()] as const];
    }),
  );
}

function number(headers: Readonly<Record<string, string>>, name: string): number {
  const value = Number(/^\d{1,16}$/.exec(headers[name] ?? '')?.[0] ?? NaN);
  if (!Number.isSafeInteger(value)) throw new Error(`a record of the topic has no header ${name} that is a number`);
  return value;
}

const TEXTS = ['id', 'type', 'stream', 'key', 'claim', 'hash', 'occurredAt', 'recordedAt'] as const;
const NUMBERS = ['schema', 'revision', 'position'] as const;
const OBJECTS = ['data', 'envelope'] as const;

/** @throws for what is no event of that position */
function eventOf(value: unknown, position: number): RecordedEvent {
  const fields = (typeof value === 'object' ? value : undefined) as
    Readonly<Record<string, unknown>> | null | undefined;
  const isWhole =
    TEXTS.every((name) => typeof fields?.[name] === 'string') &&
    NUMBERS.every((name) => Number.isSafeInteger(fields?.[name])) &&
    OBJECTS.every((name) => typeof fields?.[name] === 'object' && fields[name] !== null) &&
    fields?.['position'] === position;
  if (!isWhole) throw new Error(`a record of the topic has no event of position ${String(position)}`);
  return value as RecordedEvent;
}
