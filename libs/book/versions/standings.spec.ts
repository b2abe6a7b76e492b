import { describe, expect, it } from '@jest/globals';
import type { Head, Origin } from '#kernel/ports/origins.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import { PutBackLog } from '#testing/put-back-log.js';
import type { Standing } from './due.js';
import { fit, standingsOf } from './standings.js';

const SCHEMA: ViewSchema = { meaning: 2, series: [], collections: [] };
const WIDER: ViewSchema = { ...SCHEMA, collections: [{ name: 'more', fields: [] }] };

describe('how read models fit a release', () => {
  it.each([
    ['current', SCHEMA],
    ['still', WIDER],
    ['unreadable', { ...SCHEMA, meaning: 1 }],
    ['unreadable', { series: [], collections: [] }],
    ['newer', { ...SCHEMA, meaning: 3 }],
    ['newer', { ...WIDER, meaning: 3 }],
  ])('is %s for those of %j', (expected, schema) => {
    expect(fit({ schema }, SCHEMA)).toBe(expected);
  });
});

describe('how versions stand', () => {
  const stands = async (origins: Readonly<Record<string, Origin>>, log: PutBackLog, isAlone = false) => {
    const position = async (name: string) => (name === '0.1' ? 7 : undefined);
    const looked = { log, schema: SCHEMA, publications: [0], position, isAlone };
    const names = [...Object.keys(origins), '0.9'];
    const found = await standingsOf(names, new Map(Object.entries(origins)), looked);
    return Object.fromEntries(found) as Readonly<Record<string, Standing>>;
  };
  const why = 'it was made from another log than there is now';
  const heads = (log: PutBackLog, count: number): readonly Head[] =>
    Array.from({ length: count }, (_, i) => log.append(`s${String(i % 3)}`, 'Happened'));

  it('is told of each, of one that nobody has begun too', async () => {
    const log = new PutBackLog();
    const [head] = heads(log, 1) as [Head];
    const origins = {
      '0.1': { schema: SCHEMA, head },
      '0.2': { schema: SCHEMA },
      '0.3': { schema: WIDER, head },
      '0.4': { schema: { ...SCHEMA, meaning: 1 }, head },
      '0.5': { schema: { ...SCHEMA, meaning: 3 }, head },
      '5.6': { schema: SCHEMA },
    };
    expect(await stands(origins, log)).toEqual({
      '0.1': { kind: 'current', position: 7 },
      '0.2': { kind: 'current' },
      '0.3': { kind: 'still' },
      '0.4': { kind: 'useless', why: 'events meant something else to who made it' },
      '0.5': { kind: 'newer' },
      '5.6': { kind: 'useless', why },
      '0.9': { kind: 'useless', why: 'it does not say which release made it, and of what' },
    });
  });

  it('is told of a later release that nobody runs any more', async () => {
    const origins = { '0.5': { schema: { ...SCHEMA, meaning: 3 } } };
    expect((await stands(origins, new PutBackLog(), true))['0.5']).toEqual({
      kind: 'useless',
      why: 'a later release made it',
    });
  });

  it('is by the log as it is: those with an event that it has no more are of another one, also when it has grown', async () => {
    const log = new PutBackLog();
    const [first, , third, fourth] = heads(log, 4) as [Head, Head, Head, Head];
    const origins = {
      '0.1': { schema: SCHEMA, head: first },
      '0.2': { schema: SCHEMA, head: third },
      '0.3': { schema: WIDER, head: fourth },
    };
    log.putBack(2);
    const after = { '0.1': 'current', '0.2': 'useless', '0.3': 'useless', '0.9': 'useless' };
    const kinds = async () =>
      Object.fromEntries(Object.entries(await stands(origins, log)).map(([name, { kind }]) => [name, kind]));
    expect(await kinds()).toEqual(after);
    heads(log, 10);
    expect(await kinds()).toEqual(after);
    expect((await stands(origins, log))['0.2']).toEqual({ kind: 'useless', why });
  });
});
