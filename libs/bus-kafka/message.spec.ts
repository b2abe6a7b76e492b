import { describe, expect, it } from '@jest/globals';
import type { KafkaMessage } from 'kafkajs';
import type { BusRecord } from '#kernel/ports/bus.js';
import { fromMessage, toMessage } from './message.js';
import { Seal } from './seal.js';

const TOPIC = 'tallybook-b1';
const SEAL = new Seal('a key that nobody guesses', TOPIC);
const PLACE = { shard: 3, position: 12, previous: 7 };
const TICK: BusRecord = { ...PLACE, landmark: { id: 'e2', stream: 'sale-["ä"]', revision: 4, position: 13 } };
const RECORD: BusRecord = {
  ...TICK,
  event: {
    ...{ id: 'e1', type: 'SaleRecorded', schema: 1, stream: 'sale-ä', revision: 0, position: 12 },
    ...{ key: 'ada', claim: 's', hash: 'h', envelope: {}, data: { amount: '1' } },
    ...{ occurredAt: '2024-01-01T00:00:00.000Z', recordedAt: '2024-01-02T00:00:00.000Z' },
  },
};

type Taken = Pick<KafkaMessage, 'key' | 'headers' | 'value'>;

/** As it comes out of a topic. */
function taken({ key, headers, value }: ReturnType<typeof toMessage>): Taken {
  const bytes = Object.entries(headers).map(([name, text]): [string, Buffer] => [name, Buffer.from(text)]);
  return {
    key: Buffer.from(key),
    headers: Object.fromEntries(bytes),
    value: value === null ? null : Buffer.from(value),
  };
}

const sealed = (record: BusRecord, seal = SEAL): Taken => taken(toMessage(record, seal));
const NOT_SEALED = 'has no seal that fits';

describe('a record in the topic', () => {
  it.each([
    ['event', RECORD],
    ['tick', TICK],
    ['tick without a landmark', PLACE],
  ])('is the same when it comes out of it: %s', (_, record) => {
    expect(fromMessage(sealed(record), SEAL)).toEqual(record);
  });

  it('is hearsay where nobody has a key, whatever it says', () => {
    expect(fromMessage(sealed(RECORD), undefined)).toEqual({ ...PLACE, hearsay: true });
    expect(fromMessage(taken(toMessage(TICK, undefined)), undefined)).toEqual({ ...PLACE, hearsay: true });
  });

  it.each<[string, (message: Taken) => Taken]>([
    ['no seal', () => taken(toMessage(RECORD, undefined))],
    ['the seal of another key', () => sealed(RECORD, new Seal('a key that nobody guessed', TOPIC))],
    ['the seal of another topic', () => sealed(RECORD, new Seal('a key that nobody guesses', 'tallybook-b2'))],
    [
      'the seal of another record',
      ({ headers }) => ({ ...sealed(TICK), headers: { ...sealed(TICK).headers, seal: headers?.['seal'] } }),
    ],
    ['another position', (message) => ({ ...message, headers: { ...message.headers, pos: Buffer.from('13') } })],
    ['another predecessor', (message) => ({ ...message, headers: { ...message.headers, prev: Buffer.from('11') } })],
    ['no landmark', ({ headers: { landmark: _, ...headers } = {}, ...message }) => ({ ...message, headers })],
    ['another shard', (message) => ({ ...message, headers: { ...message.headers, shard: Buffer.from('4') } })],
    ['a further header', (message) => ({ ...message, headers: { ...message.headers, more: Buffer.from('') } })],
    ['another key', (message) => ({ ...message, key: Buffer.from('bob') })],
    ['another value', (message) => ({ ...message, value: Buffer.from('{}') })],
    ['no value', (message) => ({ ...message, value: null })],
  ])('is refused with %s', (_, forged) => {
    expect(() => fromMessage(forged(sealed(RECORD)), SEAL)).toThrow(NOT_SEALED);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'hello'],
    ['no event', {}],
    ['an event of another position', { ...RECORD.event, position: 13 }],
    ['an event without a key', { ...RECORD.event, key: undefined }],
    ['an event whose data are a text', { ...RECORD.event, data: 'x' }],
  ])('is refused with %s in it, also under a seal that fits', (_, value) => {
    const { headers } = toMessage(RECORD, undefined);
    const message = { key: 'ada', headers, value: JSON.stringify(value) };
    const under = { ...message, headers: { ...headers, seal: SEAL.of(message) } };
    expect(() => fromMessage(taken(under), SEAL)).toThrow('has no event of position 12');
  });

  it.each(['', '13', '13 4 e2', '13 4 e2 ', 'x 4 e2 s', '13 4  s'])(
    'is refused with %j for a landmark, also under a seal that fits',
    (landmark) => {
      const { headers } = toMessage(PLACE, undefined);
      const message = { key: '3', headers: { ...headers, landmark }, value: null };
      const under = { ...message, headers: { ...message.headers, seal: SEAL.of(message) } };
      expect(() => fromMessage(taken(under), SEAL)).toThrow('a record of the topic has a landmark that is none');
    },
  );

  it.each([
    ['no position', { pos: undefined }, 'has no header pos that is a number'],
    ['a position below zero', { pos: Buffer.from('-1') }, 'has no header pos that is a number'],
    ['a position that no number holds', { pos: Buffer.from('9999999999999999') }, 'has no header pos that is a number'],
    ['two positions', { pos: [Buffer.from('1'), Buffer.from('2')] }, 'has pos twice'],
  ])('is refused with %s, key or not', (_, headers, why) => {
    const message = { ...sealed(RECORD), headers: { ...sealed(RECORD).headers, ...headers } };
    expect(() => fromMessage(message, undefined)).toThrow(why);
    expect(() => fromMessage(message, SEAL)).toThrow(why);
  });
});
