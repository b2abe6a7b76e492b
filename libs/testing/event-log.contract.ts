import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { nextEventId } from '#kernel/event-ids.js';
import type { PendingEvent } from '#kernel/event.js';
import type { EventLog } from '#kernel/ports/event-log.js';

/** A log under test; `reopen` closes it and opens what it left behind. */
export interface LogUnderTest {
  readonly log: EventLog;
  reopen(): Promise<EventLog>;
  remove(): Promise<void>;
}

function event(data: PendingEvent['data'] = {}): PendingEvent {
  const id = nextEventId();
  const about = { type: 'Tested', schema: 1, occurredAt: '2024-01-01T00:00:00.000Z', key: 'k' };
  return { ...about, id, claim: id, hash: 'h', envelope: { emitter: 'test' }, data };
}

/** Why a law is not an adapter's. */
export interface LogExceptions {
  /** Events are not recorded by the clock it is given. */
  readonly clockOfItsOwn?: string;
  /** It leaves nothing behind when it is closed. */
  readonly notKept?: string;
  /** What others appended is in it when a test begins. */
  readonly notEmpty?: string;
}

/** The law of the EventLog port. Positions grow, from wherever the log is when a test begins. `clock` can be set back by the tests. */
export function eventLogContract(
  name: string,
  open: (clock: () => Date) => Promise<LogUnderTest>,
  { clockOfItsOwn, notKept, notEmpty }: LogExceptions = {},
): void {
  /** A law that an adapter may be excepted from; it is then skipped, with the reason. */
  const law = (title: string, exception: string | undefined, test: () => Promise<void>): void => {
    if (exception === undefined) it(title, test);
    // eslint-disable-next-line jest/no-disabled-tests -- the title says why
    else it.skip(`${title} (no law for it: ${exception})`, test);
  };
  describe(`${name}, a log`, () => {
    let now = new Date('2024-05-01T10:00:00Z');
    let tested: LogUnderTest;
    let log: EventLog;
    /** Streams of this test, in a log that may have others' of the same names. */
    let of: (name: string) => string;
    /** The position before the test. */
    let start: number;

    beforeEach(async () => {
      now = new Date('2024-05-01T10:00:00Z');
      tested = await open(() => now);
      log = tested.log;
      const run = nextEventId();
      of = (name) => `${name}-${run}`;
      start = await log.tail();
    });

    afterEach(async () => {
      await log.close();
      await tested.remove();
    });

    const all = () => log.readAll(start, 1_000);

    it('begins a stream once and gives back what it took, byte for byte', async () => {
      const first = event({ text: 'ä€😀\u2028 "quoted"', list: [1, { deep: null }] });
      const appended = await log.append(of('s'), 'none', [first]);
      expect(appended).toEqual({ outcome: 'appended', position: await log.tail(), revision: 0 });
      const [read, ...others] = await log.readStream(of('s'));
      const { position } = appended as { readonly position: number };
      expect(others).toEqual([]);
      expect(position).toBeGreaterThan(start);
      expect(read).toEqual({ ...first, stream: of('s'), revision: 0, position, recordedAt: read?.recordedAt });
      expect(read?.recordedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(await all()).toEqual([read]);
      expect(await log.append(of('s'), 'none', [event()])).toEqual({ outcome: 'conflict', actual: 0 });
      expect(await log.append(of('t'), 3, [event()])).toEqual({ outcome: 'conflict', actual: 'none' });
    });

    it('appends several events together or not at all', async () => {
      await log.append(of('s'), 'none', [event()]);
      const appended = await log.append(of('s'), 0, [event(), event(), event()]);
      expect(appended).toEqual({ outcome: 'appended', position: await log.tail(), revision: 3 });
      expect(await log.append(of('s'), 0, [event(), event()])).toEqual({ outcome: 'conflict', actual: 3 });
      expect((await log.readStream(of('s'))).map(({ revision }) => revision)).toEqual([0, 1, 2, 3]);
      expect((await log.readStream(of('s'), 2)).map(({ revision }) => revision)).toEqual([2, 3]);
      expect(await log.readStream(of('nothing'))).toEqual([]);
    });

    it('tells its last event', async () => {
      expect((await log.last())?.position ?? 0).toBe(start);
      await log.append(of('s'), 'none', [event(), event()]);
      expect(await log.last()).toEqual((await log.readStream(of('s'))).at(-1));
      expect((await log.last())?.position).toBe(await log.tail());
    });

    it('takes names and content of any characters', async () => {
      const stream = of('customer-ä €/😀?#%20"\'\\ $');
      const odd = { ...event({ ['__proto__x']: 'ü', 'a.b$c': '1' }), key: 'ключ' };
      await log.append(stream, 'none', [odd]);
      expect(await log.readStream(stream)).toMatchObject([{ ...odd, stream }]);
    });

    it('answers a repeated append as the first time, also after others', async () => {
      const events = [event(), event()];
      const first = await log.append(of('s'), 'none', events);
      expect(await log.append(of('s'), 'none', events)).toEqual(first);
      await log.append(of('s'), 1, [event()]);
      expect(await log.append(of('s'), 'none', events)).toEqual(first);
      expect(await all()).toHaveLength(3);
    });

    it('lets exactly one of many win a stream, and all of them streams of their own', async () => {
      const race = await Promise.all(Array.from({ length: 64 }, () => log.append(of('s'), 'none', [event()])));
      expect(race.filter(({ outcome }) => outcome === 'appended')).toHaveLength(1);
      const own = await Promise.all(
        Array.from({ length: 64 }, (_, i) => log.append(of(`s-${String(i)}`), 'none', [event()])),
      );
      expect(own.filter(({ outcome }) => outcome === 'appended')).toHaveLength(64);
      expect(await all()).toHaveLength(65);
    });

    it('reads everything in order, in pages', async () => {
      for (let i = 0; i < 7; i++)
        await log.append(of(`s-${String(i % 2)}`), i < 2 ? 'none' : Math.floor(i / 2) - 1, [event()]);
      const whole = (await all()).map(({ position }) => position);
      expect(whole).toHaveLength(7);
      expect([...whole].sort((a, b) => a - b)).toEqual(whole);
      const read: number[][] = [];
      for (let after = start; ;) {
        const page = (await log.readAll(after, 3)).map(({ position }) => position);
        read.push(page);
        if (page.length < 3) break;
        after = page.at(-1) ?? 0;
      }
      expect(read).toEqual([whole.slice(0, 3), whole.slice(3, 6), whole.slice(6)]);
      expect(await log.readAll(whole.at(-1) ?? 0, 3)).toEqual([]);
    });

    it('tells what came without what is in it, where it can', async () => {
      for (const i of [1, 2, 3, 4]) {
        const quiet = { ...event({ quiet: true }), envelope: { actor: '"quiet":true', quiet: true as const } };
        await log.append(of(`s${String(i)}`), 'none', [i % 2 === 0 ? quiet : event({ envelope: { quiet: true } })]);
      }
      const events = await all();
      const heads = (await log.heads?.readHeads(start, 3)) ?? events.slice(0, 3);
      const headOf = ({ position, type, envelope }: (typeof heads)[number]) => [position, type, envelope.quiet];
      expect(heads.map(headOf)).toEqual(events.slice(0, 3).map(headOf));
      const last = events.at(-1)?.position ?? 0;
      expect((await log.heads?.readAt([last])) ?? events.slice(-1)).toEqual(events.slice(-1));
    });

    law('never records earlier than before, whatever the clock does', clockOfItsOwn, async () => {
      await log.append(of('a'), 'none', [event()]);
      now = new Date('2024-04-30T00:00:00Z');
      await log.append(of('b'), 'none', [event()]);
      now = new Date('2024-05-02T00:00:00Z');
      await log.append(of('c'), 'none', [event()]);
      expect((await all()).map(({ recordedAt }) => recordedAt)).toEqual([
        '2024-05-01T10:00:00.000Z',
        '2024-05-01T10:00:00.000Z',
        '2024-05-02T00:00:00.000Z',
      ]);
    });

    law('records history by what it was known since: in its order, before any other fact', notEmpty, async () => {
      const since = (knownSince: string): PendingEvent => ({ ...event(), envelope: { knownSince } });
      const begin = (name: string, knownSince: string) => log.append(of(name), 'none', [since(knownSince)]);
      const outOfOrder = { code: 'known-out-of-order', status: 422 };
      // Whatever opens a log is no fact.
      await log.append(of('book'), 'none', [event()]);
      const first = since('2023-01-01T00:00:00.000Z');
      const appended = await log.append(of('a'), 'none', [first]);
      await begin('b', '2023-01-01T00:00:00.000Z');
      await expect(begin('c', '2022-12-31T23:59:59.999Z')).rejects.toMatchObject(outOfOrder);
      await log.append(of('a'), 0, [since('2023-06-01T12:00:00.000Z')]);
      // What is there is there, and what is in the way is.
      expect(await log.append(of('a'), 'none', [first])).toEqual(appended);
      expect(await begin('a', '2022-01-01T00:00:00.000Z')).toEqual({ outcome: 'conflict', actual: 1 });
      await log.append(of('d'), 'none', [event()]);
      await expect(begin('e', '2023-07-01T00:00:00.000Z')).rejects.toMatchObject(outOfOrder);
      expect(await log.append(of('a'), 'none', [first])).toEqual(appended);
      const recorded = (await all()).map(({ stream, recordedAt }) => [stream, recordedAt]);
      expect(recorded.slice(1, 4)).toEqual([
        [of('a'), '2023-01-01T00:00:00.000Z'],
        [of('b'), '2023-01-01T00:00:00.000Z'],
        [of('a'), '2023-06-01T12:00:00.000Z'],
      ]);
      expect(recorded).toHaveLength(5);
    });

    it('hints at appends until nobody listens', async () => {
      let heard = 0;
      let hint: () => void = () => undefined;
      const hinted = new Promise<void>((resolve) => (hint = resolve));
      const stop = log.onAppend(() => {
        heard++;
        hint();
      });
      // A listener may begin a moment later: somebody appends until it hears.
      for (let i = 0; heard === 0 && i < 50; i++) {
        await log.append(of(`a-${String(i)}`), 'none', [event()]);
        await Promise.race([hinted, log.tail()]);
      }
      await hinted;
      stop();
      const before = heard;
      await log.append(of('b'), 'none', [event()]);
      await log.tail();
      expect(heard).toBe(before);
    });

    it('takes a mebibyte in one append, type and metadata counted, and refuses a byte more before anything is written', async () => {
      const [small, filled] = [event(), event({ text: '' })];
      const beside = { ...{ schema: 1, occurredAt: small.occurredAt, key: 'k', hash: 'h' }, envelope: small.envelope };
      const both = [small.id, filled.id].map(
        (claim) => JSON.stringify({ ...beside, claim }).length + 2 * 'Tested'.length,
      );
      const room = 1_048_576 - both.reduce((sum, bytes) => sum + bytes) - '{}{"text":""}'.length;
      // Two bytes a character.
      const full = { ...filled, data: { text: 'ä'.repeat(Math.floor(room / 2)) + 'a'.repeat(room % 2) } };
      const over = { ...full, data: { text: `${full.data.text}a` } };
      await expect(log.append(of('s'), 'none', [small, over])).rejects.toMatchObject({
        code: 'fact-too-large',
        detail: expect.stringMatching(/^the fact takes 1048577 bytes as it is recorded, more than the 1048576 /),
      });
      expect(await all()).toEqual([]);
      expect(await log.append(of('s'), 'none', [small, full])).toMatchObject({ outcome: 'appended', revision: 1 });
      expect((await log.readStream(of('s'))).map(({ data }) => data)).toEqual([{}, full.data]);
    });

    it('refuses an append of nothing', async () => {
      await expect(log.append(of('a'), 'none', [])).rejects.toThrow('at least one event');
    });

    law('has everything after it was closed and opened again', notKept, async () => {
      const events = [event({ a: 1 })];
      const first = await log.append(of('s'), 'none', events);
      const before = await all();
      log = await tested.reopen();
      expect(await all()).toEqual(before);
      expect(await log.append(of('s'), 'none', events)).toEqual(first);
      expect(await log.append(of('s'), 0, [event()])).toMatchObject({ outcome: 'appended', revision: 1 });
    });

    law('records no earlier than before it was closed', notKept ?? clockOfItsOwn, async () => {
      await log.append(of('s'), 'none', [event()]);
      log = await tested.reopen();
      now = new Date('2024-01-01T00:00:00Z');
      await log.append(of('s'), 0, [event()]);
      expect((await all()).map(({ recordedAt }) => recordedAt)).toEqual(Array(2).fill('2024-05-01T10:00:00.000Z'));
    });
  });
}
