import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Calendar } from '#kernel/time/calendar.js';
import type { Json, RecordedEvent } from '#kernel/event.js';
import { decode } from '#kernel/undecodable.js';
import { journalDocuments } from '#figures/journal/journal-documents.js';
import { createProjection } from './projection.js';

const GOLDEN = new URL('../../subjects/golden/', import.meta.url);
const projection = createProjection(new Calendar('Europe/Berlin', 1));

/** Every event as it was ever stored, by the file it is kept in. */
const stored = readdirSync(GOLDEN).map((file): readonly [string, RecordedEvent] => {
  const event = JSON.parse(readFileSync(new URL(file, GOLDEN), 'utf8')) as Omit<RecordedEvent, 'id'>;
  return [file, { ...event, id: 'e' }];
});

/** A stored event with a field of its own or, by a path, of its data replaced; undefined takes it away. */
function damaged(type: string, path: string, value: unknown): RecordedEvent {
  const event = structuredClone(stored.find(([, one]) => one.type === type)?.[1]) as RecordedEvent;
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const place = steps.reduce<Record<string, unknown>>(
    (at, step) => at[step] as Record<string, unknown>,
    event as object as Record<string, unknown>,
  );
  place[last] = value;
  return event;
}

const DAMAGES: readonly (readonly [string, string, unknown, string])[] = [
  ['RateSet', 'type', 'RateForgotten', 'the event type RateForgotten is not known'],
  ['RateSet', 'type', 'toString', 'the event type toString is not known'],
  ['SaleRecorded', 'schema', 2, 'schema 2 of SaleRecorded is not known, only up to 1'],
  ['SaleRecorded', 'schema', undefined, 'schema undefined of SaleRecorded is not known, only up to 1'],
  ['RateSet', 'data', null, 'data must be an object'],
  ['RateSet', 'data', [], 'data must be an object'],
  ['RateSet', 'occurredAt', '2024-01-01', 'occurredAt must be an instant in UTC with milliseconds'],
  ['RateSet', 'occurredAt', '2024-13-01T00:00:00.000Z', 'occurredAt must be an instant in UTC with milliseconds'],
  ['RateSet', 'occurredAt', 20240101, 'occurredAt must be an instant in UTC with milliseconds'],
  ['CustomerRegistered', 'data.id', 7, 'id must be text'],
  ['CustomerRegistered', 'data.attributes', undefined, 'attributes must be an object'],
  ['CustomerRegistered', 'data.attributes.region', 7, 'region must be text'],
  ['CustomerChanged', 'data.change', undefined, 'change must be text'],
  ['CustomerClosed', 'data.id', 'somebody else', 'it is about another customer than its key c1 says'],
  ['SaleRecorded', 'data.customerId', 7, 'it is about another customer than its key c1 says'],
  ['SaleRecorded', 'data.lines', 'none', 'lines.reduce is not a function'],
  ['SaleRecorded', 'data.lines.0.product', 7, 'what figures are cut by must be text'],
  ['SaleRecorded', 'data.lines.0.gross', 'much', 'must be a decimal number such as "12.345"'],
  ['SaleRecorded', 'data.rate', '1,2', 'must be a decimal number such as "12.345"'],
  ['SaleRecorded', 'data.currency', undefined, 'what figures are cut by must be text'],
  ['SaleVoided', 'data.refunds.0.occurredAt', 'then', 'every occurredAt in it must be an instant'],
  ['InteractionLogged', 'data.durationSeconds', 1.5, 'durationSeconds must be a whole number'],
  ['InteractionLogged', 'data.kind', null, 'what figures are cut by must be text'],
  ['OpportunityOpened', 'data.currency', undefined, 'currency must be text'],
  ['OpportunityOpened', 'data.value', 'much', 'must be a decimal number such as "12.345"'],
  ['OpportunityOpened', 'data.probability', 0.5, 'probability must be text'],
  ['OpportunityChanged', 'data.change', 1, 'change must be text'],
  ['OpportunityChanged', 'data.rate', undefined, 'rate must be text'],
  ['OpportunityLost', 'data.reason', 1, 'reason must be text'],
  ['TargetSet', 'data.value', 'much', 'must be a decimal number such as "12.345"'],
  ['TargetSet', 'data.from', 'soon', 'from must be a date'],
  ['TargetSet', 'data.where', null, 'where must be an object'],
  ['TargetSet', 'data.where.region', 'North', 'where must hold lists'],
];

describe('what an event means', () => {
  it.each(stored)('is worked out for every event ever stored: %s', (_file, event) => {
    expect(decode(projection, event)).toEqual({ decoded: expect.objectContaining({ event }) });
  });

  it.each(DAMAGES)('is refused with a reason for %s with %s = %j', (type, path, value, reason) => {
    expect(decode(projection, damaged(type, path, value))).toEqual({ reason });
  });

  it.each([
    ...DAMAGES.map(([type, path, value]) => [type, path, value] as const),
    ['RateSet', 'data', 'text'] as const,
  ])('is no matter to the journal, which takes %s with %s = %j too', (type, path, value) => {
    const event = damaged(type, path, value);
    const [entry] = journalDocuments(event);
    expect(entry?.collection).toBe('journal');
    expect((entry?.document.body as Readonly<Record<string, Json>>)['position']).toBe(event.position);
  });

  it.each([null, 'Ada', 7, { name: 7, email: null }, ['Ada']])(
    'nor is personal data of another shape: %j',
    (personal) => {
      const texts = journalDocuments(damaged('CustomerRegistered', 'data.personal', personal)).map(
        ({ document }) => document.fields['text'],
      );
      expect(texts).toEqual(personal === null ? [undefined] : [undefined, '\n\n']);
    },
  );
});
