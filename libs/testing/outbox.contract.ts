import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { compareText } from '#kernel/compare.js';
import type { Delivery } from '#kernel/delivery.js';
import type { Outbox } from '#kernel/ports/outbox.js';
import { asking, at, delivery, ids, only, STEPS, type OutboxUnderTest } from './outbox-under-test.js';

/** The process has died: nothing is heard of it again. */
export class Died extends Error {}

/** The law of the Outbox port. */
export function outboxContract(name: string, prepare: () => Promise<OutboxUnderTest>): void {
  describe(`${name}, an outbox`, () => {
    let tested: OutboxUnderTest;
    let outbox: Outbox;
    let other: Outbox;

    beforeEach(async () => {
      tested = await prepare();
      [outbox, other] = [await tested.open(), await tested.open()];
    });

    afterEach(async () => {
      await outbox.close();
      await other.close();
      await tested.remove();
    });

    it('keeps a delivery as it was enqueued, whoever asks', async () => {
      expect(await outbox.enqueue([delivery('a')], at(0))).toEqual(['a']);
      const kept = { ...delivery('a'), enqueuedAt: at(0), state: 'waiting', due: at(0), attempts: [], revision: 0 };
      expect([await outbox.get('a'), await other.get('a')]).toEqual([kept, kept]);
      expect(await outbox.get('b')).toBeUndefined();
    });

    it('keeps all of it for the process that comes next', async () => {
      await outbox.enqueue([delivery('a'), delivery('b')], at(0));
      await outbox.claim(asking(1, { limit: 1 }));
      await outbox.moveOn('r', undefined, 5);
      const kept = await outbox.find({ limit: 10 });
      await Promise.all([outbox.close(), other.close()]);
      outbox = await tested.open();
      expect([await outbox.find({ limit: 10 }), await outbox.checkpoint('r')]).toEqual([kept, 5]);
      expect(ids(await outbox.claim(asking(2)))).toEqual(['b']);
    });

    it('takes a delivery once, whatever became of it and whatever it says the second time', async () => {
      await outbox.enqueue([delivery('a')], at(0));
      const [first] = await outbox.claim(asking(1));
      await outbox.settle(first as Delivery, at(2), 'delivered');
      const kept = await outbox.get('a');
      expect(await other.enqueue([delivery('a', { channel: 'else' }), delivery('b'), delivery('b')], at(3))).toEqual([
        'b',
      ]);
      expect(await outbox.get('a')).toEqual(kept);
      expect(ids(await outbox.claim(asking(4)))).toEqual(['b']);
    });

    it('is enqueued by one of many who do it at a time', async () => {
      const both = [outbox, other, outbox, other].map((one) => one.enqueue([delivery('a'), delivery('b')], at(0)));
      expect((await Promise.all(both)).flat().toSorted()).toEqual(['a', 'b']);
    });

    it('gives what is due to who can send it, the longest due first, and no more than asked for', async () => {
      await outbox.enqueue([delivery('late')], at(9));
      await outbox.enqueue([delivery('b'), delivery('a'), delivery('hook', { kind: 'webhook' })], at(0));
      await outbox.enqueue([delivery('c')], at(1));
      expect(ids(await outbox.claim(asking(1, { limit: 2 })))).toEqual(['a', 'b']);
      expect(ids(await other.claim(asking(1)))).toEqual(['c']);
      expect(ids(await other.claim(asking(1, { kinds: [] })))).toEqual([]);
      expect(ids(await other.claim(asking(1, { kinds: ['chat', 'webhook'] })))).toEqual(['hook']);
    });

    it('passes over channels that wait, and gives what goes through others', async () => {
      await outbox.enqueue([delivery('a'), delivery('b', { channel: 'boss' }), delivery('c')], at(0));
      expect(ids(await outbox.claim(asking(1, { except: ['ops', 'gone'] })))).toEqual(['b']);
      expect(await other.claim(asking(1, { except: ['ops'] }))).toEqual([]);
      expect(ids(await other.claim(asking(1, { except: [] })))).toEqual(['a', 'c']);
    });

    it('gives of a lane only the first that is open, by its place, and what is in none at any time', async () => {
      const inLane = (id: string, name: string, place: number) => delivery(id, { lane: { name, place } });
      await outbox.enqueue(
        [inLane('z1', 'ada', 1), inLane('y2', 'ada', 2), inLane('x9', 'bo', 9), delivery('w')],
        at(0),
      );
      await outbox.enqueue([inLane('a10', 'ada', 10)], at(1));
      expect(await other.get('z1')).toMatchObject({ lane: { name: 'ada', place: 1 } });
      const [w, x, z] = (await outbox.claim(asking(2))).toSorted((a, b) => compareText(a.id, b.id));
      expect([w?.id, x?.id, z?.id]).toEqual(['w', 'x9', 'z1']);
      expect(await other.claim(asking(3))).toEqual([]);
      // One that failed holds up those after it, however long they have been due.
      await outbox.settle(z as Delivery, at(4), { error: 'no', retryAt: at(20) });
      expect(await other.claim(asking(10))).toEqual([]);
      const again = await only(outbox.claim(asking(20)));
      expect(again.id).toBe('z1');
      await outbox.settle(again, at(21), 'delivered');
      const second = await only(other.claim(asking(22)));
      expect(second.id).toBe('y2');
      // Given up, it holds up nothing.
      await other.settle(second, at(23), { error: 'gone' });
      expect(ids(await outbox.claim(asking(24)))).toEqual(['a10']);
      await outbox.settle(x as Delivery, at(25), 'delivered');
    });

    it('keeps the first text under a name, for all and for ever', async () => {
      const kept = await Promise.all([outbox.keep('key', 'one'), other.keep('key', 'two')]);
      expect(['one one', 'two two']).toContain(kept.join(' '));
      expect(await other.keep('key', 'three')).toBe(kept[0]);
      expect(await outbox.keep('other', 'ünlike')).toBe('ünlike');
    });

    it('keeps what is to be known of a delivery that was taken', async () => {
      await outbox.enqueue([delivery('a')], at(0));
      await outbox.settle(await only(outbox.claim(asking(1))), at(2), { note: 'not taken for bo' });
      const attempts = [{ at: at(1), endedAt: at(2), note: 'not taken for bo' }];
      expect(await other.get('a')).toMatchObject({ state: 'delivered', attempts });
    });

    it('gives again when its time has come what was put off, and keeps why it was', async () => {
      await outbox.enqueue([delivery('a')], at(0));
      await outbox.settle(await only(outbox.claim(asking(1))), at(2), { note: 'not yet', retryAt: at(9) });
      const attempts = [{ at: at(1), endedAt: at(2), note: 'not yet' }];
      expect(await other.get('a')).toMatchObject({ state: 'waiting', due: at(9), attempts });
      expect(await other.claim(asking(8))).toEqual([]);
      expect(ids(await other.claim(asking(9)))).toEqual(['a']);
    });

    it('gives a claimed delivery to nobody else until its claim runs out', async () => {
      await outbox.enqueue([delivery('a')], at(0));
      const first = await only(outbox.claim(asking(1)));
      expect(first).toMatchObject({ state: 'claimed', due: at(31), attempts: [{ at: at(1) }] });
      expect(await outbox.claim(asking(30))).toEqual([]);
      expect(await other.claim(asking(30))).toEqual([]);
      const second = await only(other.claim(asking(31)));
      expect(second).toMatchObject({ state: 'claimed', due: at(61), attempts: [{ at: at(1) }, { at: at(31) }] });
      expect(second).toEqual(await outbox.get('a'));
    });

    it('gives each to one of many workers that ask at a time', async () => {
      const names = Array.from({ length: 40 }, (_, i) => `d${String(i).padStart(2, '0')}`);
      await outbox.enqueue(
        names.map((id) => delivery(id)),
        at(0),
      );
      const got: string[] = [];
      for (let round = 0; round < 20 && got.length < names.length; round++) {
        const claims = [outbox, other, outbox, other].map((worker) => worker.claim(asking(1, { limit: 5 })));
        got.push(...(await Promise.all(claims)).flatMap(ids));
      }
      expect(got.toSorted()).toEqual(names);
    });

    it('ends a claim once, and not for one whose claim is over', async () => {
      await outbox.enqueue([delivery('a')], at(0));
      const first = await only(outbox.claim(asking(1)));
      const second = await only(other.claim(asking(31)));
      expect(await outbox.settle(first, at(32), 'delivered')).toBe('lost');
      expect((await outbox.get('a'))?.state).toBe('claimed');
      expect(await other.settle(second, at(33), 'delivered')).toBe('settled');
      expect(await other.settle(second, at(34), { error: 'no' })).toBe('lost');
      expect(await outbox.settle(first, at(35), { error: 'no' })).toBe('lost');
      const attempts = [{ at: at(1) }, { at: at(31), endedAt: at(33) }];
      expect(await outbox.get('a')).toMatchObject({ state: 'delivered', due: at(33), attempts });
      expect(await outbox.claim(asking(1_000))).toEqual([]);
    });

    it('takes the end of a claim that ran out, while nobody else has it', async () => {
      await outbox.enqueue([delivery('a')], at(0));
      const first = await only(outbox.claim(asking(1)));
      expect(await outbox.settle(first, at(90), 'delivered')).toBe('settled');
      expect(await other.claim(asking(91))).toEqual([]);
    });

    it('tries again what failed when it is due, and no more what was given up', async () => {
      await outbox.enqueue([delivery('a')], at(0));
      await outbox.settle(await only(outbox.claim(asking(1))), at(2), { error: 'refused', retryAt: at(7) });
      const failed = { at: at(1), endedAt: at(2), error: 'refused' };
      expect(await other.get('a')).toMatchObject({ state: 'waiting', due: at(7), attempts: [failed] });
      expect(await other.claim(asking(6))).toEqual([]);
      await other.settle(await only(other.claim(asking(7))), at(8), { error: 'gone' });
      const attempts = [failed, { at: at(7), endedAt: at(8), error: 'gone' }];
      expect(await outbox.get('a')).toMatchObject({ state: 'failed', due: at(8), attempts });
      expect(await outbox.claim(asking(1_000))).toEqual([]);
    });

    it('makes due at once what a person wants tried again, unless it is under way or delivered', async () => {
      await outbox.enqueue([delivery('a')], at(0));
      expect(await outbox.retry('b', at(1))).toBeUndefined();
      const first = await only(outbox.claim(asking(1)));
      expect(await other.retry('a', at(2))).toEqual(first);
      await outbox.settle(first, at(3), { error: 'no', retryAt: at(600) });
      expect(await other.retry('a', at(4))).toMatchObject({ state: 'waiting', due: at(4) });
      await outbox.settle(await only(outbox.claim(asking(4))), at(5), { error: 'no' });
      expect(await other.retry('a', at(6))).toMatchObject({ state: 'waiting', due: at(6), revision: 6 });
      await outbox.settle(await only(outbox.claim(asking(6))), at(7), 'delivered');
      expect((await other.retry('a', at(8)))?.state).toBe('delivered');
      expect(await outbox.claim(asking(1_000))).toEqual([]);
    });

    it('shows people what there is, the newest first, by channel, subject and state, in pages', async () => {
      await outbox.enqueue([delivery('a'), delivery('b', { channel: 'boss' })], at(0));
      await outbox.enqueue([delivery('0', { subject: 'report' })], at(1));
      await outbox.settle(await only(outbox.claim(asking(1, { limit: 1 }))), at(2), { error: 'no' });
      const found = async (find: Partial<Parameters<Outbox['find']>[0]>) =>
        ids(await other.find({ limit: 10, ...find }));
      expect(await found({})).toEqual(['0', 'b', 'a']);
      expect(await found({ limit: 2 })).toEqual(['0', 'b']);
      expect(await found({ before: { enqueuedAt: at(0), id: 'b' } })).toEqual(['a']);
      expect(await found({ before: { enqueuedAt: at(1), id: '0' }, limit: 1 })).toEqual(['b']);
      expect(await found({ channel: 'ops' })).toEqual(['0', 'a']);
      expect(await found({ channel: 'ops', subject: 'alert' })).toEqual(['a']);
      expect(await found({ state: 'failed' })).toEqual(['a']);
      expect(await found({ state: 'waiting', subject: 'alert' })).toEqual(['b']);
    });

    it('counts what is neither delivered nor given up, and says when the first of it is due', async () => {
      expect(await outbox.open()).toEqual({ count: 0, due: undefined });
      await outbox.enqueue([delivery('a'), delivery('b'), delivery('c')], at(0));
      await outbox.enqueue([delivery('hook', { kind: 'webhook' })], at(9));
      expect(await other.open()).toEqual({ count: 4, due: at(0) });
      await outbox.enqueue([delivery('d', { channel: 'boss' })], at(5));
      expect([await other.open('boss'), await other.open('gone')]).toEqual([
        { count: 1, due: at(5) },
        { count: 0, due: undefined },
      ]);
      await outbox.settle(await only(outbox.claim(asking(6, { except: ['ops'] }))), at(6), 'delivered');
      const [a, b, c] = await outbox.claim(asking(1));
      expect(await other.open()).toEqual({ count: 4, due: at(9) });
      await outbox.settle(a as Delivery, at(2), 'delivered');
      await outbox.settle(b as Delivery, at(2), { error: 'gone' });
      await outbox.settle(c as Delivery, at(2), { error: 'later', retryAt: at(7) });
      expect(await other.open()).toEqual({ count: 2, due: at(7) });
    });

    it('moves a checkpoint for one of two who think it is at the same place, and never back', async () => {
      expect(await outbox.checkpoint('r')).toBeUndefined();
      const begun = await Promise.all([outbox.moveOn('r', undefined, 5), other.moveOn('r', undefined, 5)]);
      expect(begun.toSorted()).toEqual(['moved', 'stale']);
      const moved = await Promise.all([outbox.moveOn('r', 5, 9), other.moveOn('r', 5, 7)]);
      expect(moved.toSorted()).toEqual(['moved', 'stale']);
      const [to] = [moved[0] === 'moved' ? 9 : 7];
      expect([await outbox.checkpoint('r'), await other.checkpoint('r')]).toEqual([to, to]);
      for (let i = 0; i < 20; i++) expect(await other.moveOn('r', to + i, to + i + 1)).toBe('moved');
      for (const from of [undefined, 5, to, to + 19]) expect(await outbox.moveOn('r', from, 6)).toBe('stale');
      expect(await outbox.checkpoint('r')).toBe(to + 20);
      expect(await outbox.checkpoint('q')).toBeUndefined();
      expect(await outbox.moveOn('q', 3, 4)).toBe('stale');
    });

    it('loses nothing and doubles nothing but the attempt when a process dies at any step', async () => {
      let deaths = 0;
      for (let step = 0; step < STEPS; step++) {
        const id = `d${String(step)}`;
        // An hour for each, so that claims of one have run out for the next.
        const hour = step * 3_600;
        const { died, sent } = await lived(await tested.dying(step), id, hour);
        await outbox.enqueue([delivery(id)], at(hour + 100));
        const after = await outbox.get(id);
        const claims = await outbox.claim(asking(hour + 200));
        const open = sent && after?.state === 'delivered' ? [] : [id];
        expect([step, ids(claims)]).toEqual([step, open]);
        for (const claim of claims) expect(await outbox.settle(claim, at(hour + 201), 'delivered')).toBe('settled');
        const { state, attempts = [] } = (await outbox.get(id)) ?? {};
        expect([step, state]).toEqual([step, 'delivered']);
        expect([1, 2]).toContain(attempts.length);
        expect(await outbox.claim(asking(hour + 300))).toEqual([]);
        const checkpoint = await outbox.checkpoint(id);
        expect(await outbox.moveOn(id, checkpoint, 2)).toBe('moved');
        expect(await outbox.checkpoint(id)).toBe(2);
        if (!died) break;
        deaths++;
      }
      expect(deaths).toBeGreaterThan(3);
      expect(deaths).toBeLessThan(STEPS);
    });

    /** A life of enqueuing, moving on, claiming, sending and settling: whether it died, and whether it had sent by then. */
    async function lived(one: Outbox, id: string, hour: number): Promise<{ died: boolean; sent: boolean }> {
      let sent = false;
      try {
        await one.enqueue([delivery(id)], at(hour));
        await one.moveOn(id, undefined, 1);
        const claim = await only(one.claim(asking(hour + 1)));
        sent = true;
        await one.settle(claim, at(hour + 2), 'delivered');
        return { died: false, sent };
      } catch (error) {
        if (!(error instanceof Died)) throw error;
        return { died: true, sent };
      } finally {
        await one.close().catch(() => undefined);
      }
    }
  });
}
