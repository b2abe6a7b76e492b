import { describe, expect, it } from '@jest/globals';
import type { PendingEvent } from '../event.js';
import { Problem } from '../problem.js';
import { MAX_APPEND, needRoomFor, sizeOf, textsOf } from './append-size.js';

const EVENT: PendingEvent = {
  ...{ id: '0190a000-0000-7000-8000-000000000000', type: 'Tested', schema: 1, occurredAt: '2024-01-01T00:00:00.000Z' },
  ...{ key: 'k', claim: 'c', hash: '', envelope: {}, data: {} },
};
const WITH: Readonly<Record<string, (text: string) => PendingEvent>> = {
  data: (text) => ({ ...EVENT, data: { text } }),
  envelope: (actor) => ({ ...EVENT, envelope: { actor } }),
  key: (key) => ({ ...EVENT, key }),
  claim: (claim) => ({ ...EVENT, claim }),
  hash: (hash) => ({ ...EVENT, hash }),
};
const CHARACTERS = {
  'a letter': 'a',
  'a quote': '"',
  'a control': '\u0001',
  'an é': 'é',
  'an emoji': '😀',
  'half an emoji': '\ud800',
};

const codeOf = (events: readonly PendingEvent[]): string => {
  try {
    needRoomFor(events);
    return 'room';
  } catch (error) {
    return error instanceof Problem ? error.code : String(error);
  }
};

describe('the limit of an append', () => {
  const cases = Object.keys(WITH).flatMap((field) => Object.keys(CHARACTERS).map((what) => [field, what] as const));
  it.each(cases)('is met to the byte where %s has %s very often', (field, what) => {
    const make = WITH[field] as (text: string) => PendingEvent;
    const character = CHARACTERS[what as keyof typeof CHARACTERS];
    const each = sizeOf([make(character)]) - sizeOf([make('')]);
    const count = Math.floor((MAX_APPEND - sizeOf([make('')])) / each);
    const rest = MAX_APPEND - sizeOf([make(character.repeat(count))]);
    const full = make(character.repeat(count) + 'x'.repeat(rest));
    expect([sizeOf([full]), codeOf([full])]).toEqual([MAX_APPEND, 'room']);
    expect(codeOf([make(`${character.repeat(count)}${'x'.repeat(rest)}x`)])).toBe('fact-too-large');
    expect(codeOf([full, EVENT])).toBe('fact-too-large');
  });

  it('gives the texts that it was counted by', () => {
    const events = [
      { ...EVENT, data: { a: 'é' } },
      { ...EVENT, envelope: { actor: 'ada' } },
    ];
    expect(needRoomFor(events)).toEqual(events.map(textsOf));
    expect(textsOf(events[0] as PendingEvent)).toEqual({ data: '{"a":"é"}', envelope: '{}' });
  });
});
