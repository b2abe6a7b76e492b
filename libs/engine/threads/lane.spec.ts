import { describe, expect, it } from '@jest/globals';
import { Lane, type LaneLimits, type Outcome } from './lane.js';
import { Problem } from '#kernel/problem.js';

const LIMITS: LaneLimits = { waiting: 2, patience: 60_000, limit: 60_000 };
const STAYS = new AbortController().signal;

/** A lane of one place with work that ends when the test says so. */
function lane(limits: Partial<LaneLimits> = {}) {
  const outcomes: Outcome[] = [];
  const begun: string[] = [];
  const one = new Lane(['the place'], { ...LIMITS, ...limits }, (outcome) => outcomes.push(outcome));
  const ask = (name: string, asker = STAYS, prepare?: () => Promise<unknown>) => {
    const end = Promise.withResolvers<string>();
    let signal: AbortSignal | undefined;
    const answer = one.use(
      (_place, given) => {
        begun.push(name);
        signal = given;
        return end.promise;
      },
      asker,
      prepare,
    );
    const said = answer.catch((error: unknown) => (error instanceof Problem ? error.code : String(error)));
    return { said, end, signal: () => signal };
  };
  return { lane: one, ask, outcomes, begun };
}

describe('a lane', () => {
  it('works in the order of coming, one at a time for each place', async () => {
    const { ask, begun } = lane();
    const [a, b, c] = [ask('a'), ask('b'), ask('c')];
    await Promise.resolve();
    expect(begun).toEqual(['a']);
    a.end.resolve('1');
    expect(await a.said).toBe('1');
    b.end.resolve('2');
    expect(await b.said).toBe('2');
    c.end.resolve('3');
    expect(await c.said).toBe('3');
    expect(begun).toEqual(['a', 'b', 'c']);
  });

  it('tells how many wait for a place, without those who are worked for or prepare', async () => {
    const { lane: one, ask } = lane({ waiting: 3 });
    const ready = Promise.withResolvers<undefined>();
    const a = ask('a');
    const [b, c] = [ask('b'), ask('c', STAYS, () => ready.promise)];
    expect([one.queued, one.waiting]).toEqual([1, 2]);
    for (const { end } of [a, b, c]) end.resolve('fine');
    ready.resolve(undefined);
    expect(await Promise.all([a.said, b.said, c.said])).toEqual(['fine', 'fine', 'fine']);
    expect([one.queued, one.waiting]).toEqual([0, 0]);
  });

  it('refuses at once who finds the queue full, and takes the next again when it is not', async () => {
    const { ask, outcomes } = lane();
    const [a, b, c] = [ask('a'), ask('b'), ask('c')];
    expect(await ask('d').said).toBe('overloaded');
    for (const one of [a, b, c]) one.end.resolve('fine');
    expect(await Promise.all([a.said, b.said, c.said])).toEqual(['fine', 'fine', 'fine']);
    const e = ask('e');
    e.end.resolve('again');
    expect(await e.said).toBe('again');
    expect(outcomes).toEqual(['overloaded', 'answered', 'answered', 'answered', 'answered']);
  });

  it('refuses who has waited too long', async () => {
    const { ask, begun } = lane({ patience: 1 });
    const a = ask('a');
    expect(await ask('b').said).toBe('overloaded');
    a.end.resolve('fine');
    expect([await a.said, begun]).toEqual(['fine', ['a']]);
  });

  it('gives a place on only when the work that took too long has ended', async () => {
    const { ask, begun, outcomes } = lane({ limit: 1 });
    const a = ask('a');
    const b = ask('b');
    expect(await a.said).toBe('took-too-long');
    expect([a.signal()?.aborted, begun]).toEqual([true, ['a']]);
    a.end.reject(new Error('stopped in the middle'));
    b.end.resolve('fine');
    expect([await b.said, begun]).toEqual(['fine', ['a', 'b']]);
    expect(outcomes).toEqual(['took-too-long', 'answered']);
  });

  it('ends the work of an asker who leaves, and never begins that of one who left while waiting', async () => {
    const { ask, begun, outcomes } = lane();
    const [first, second] = [new AbortController(), new AbortController()];
    const a = ask('a', first.signal);
    const b = ask('b', second.signal);
    const c = ask('c');
    second.abort('gone');
    expect(await b.said).toBe('gone');
    first.abort('gone too');
    expect([await a.said, a.signal()?.reason]).toEqual(['gone too', 'gone too']);
    a.end.reject(new Error('stopped in the middle'));
    c.end.resolve('fine');
    expect([await c.said, begun]).toEqual(['fine', ['a', 'c']]);
    expect(outcomes).toEqual(['left', 'left', 'answered']);
  });

  it('loses no place to one who leaves in the moment it falls free', async () => {
    const { ask, begun } = lane();
    const leaving = new AbortController();
    const a = ask('a');
    const b = ask('b', leaving.signal);
    const c = ask('c');
    a.end.resolve('fine');
    await a.said;
    leaving.abort('gone');
    b.end.reject(new Error('stopped, if it had begun'));
    c.end.resolve('fine');
    expect([await b.said, await c.said, begun.at(-1)]).toEqual(['gone', 'fine', 'c']);
  });

  it('passes on what the work throws', async () => {
    const { ask, outcomes } = lane();
    const a = ask('a');
    a.end.reject(new Problem('not-found', 'there is none'));
    expect(await a.said).toBe('not-found');
    const b = ask('b');
    b.end.reject(new Error('broken'));
    expect(await b.said).toBe('Error: broken');
    expect(outcomes).toEqual(['not-found', 'fault']);
  });

  it('refuses who is worked for, who waits and who comes when it is closed', async () => {
    const { lane: one, ask, begun } = lane();
    const [a, b] = [ask('a'), ask('b')];
    await Promise.resolve();
    one.close();
    expect(await Promise.all([a.said, b.said, ask('c').said])).toEqual(['overloaded', 'overloaded', 'overloaded']);
    expect([a.signal()?.aborted, begun]).toEqual([true, ['a']]);
  });

  describe('where work needs something before it begins', () => {
    const preparing = () => {
      const ready = Promise.withResolvers<undefined>();
      return { prepare: () => ready.promise, ready };
    };

    it('keeps no place for it meanwhile, and begins in the order of being ready', async () => {
      const { lane: one, ask, begun } = lane();
      const { prepare, ready } = preparing();
      const a = ask('a', STAYS, prepare);
      const b = ask('b');
      expect(one.waiting).toBe(1);
      b.end.resolve('1');
      expect(await b.said).toBe('1');
      ready.resolve(undefined);
      a.end.resolve('2');
      expect([await a.said, begun, one.waiting]).toEqual(['2', ['b', 'a'], 0]);
    });

    it('counts those among who waits, and refuses none of them on the way', async () => {
      const { ask } = lane({ waiting: 2 });
      const { prepare, ready } = preparing();
      const [a, b] = [ask('a', STAYS, prepare), ask('b', STAYS, prepare)];
      expect(await ask('c', STAYS, prepare).said).toBe('overloaded');
      ready.resolve(undefined);
      for (const one of [a, b]) one.end.resolve('fine');
      expect([await a.said, await b.said]).toEqual(['fine', 'fine']);
    });

    it('refuses who waits for it too long, tells what it throws, lets go who leaves, and whoever is there when it is closed', async () => {
      const never = (): Promise<never> => new Promise(() => undefined);
      const { lane: one, ask, outcomes, begun } = lane();
      expect(await lane({ patience: 1 }).ask('late', STAYS, never).said).toBe('overloaded');
      expect(await ask('broken', STAYS, () => Promise.reject(new Error('broken'))).said).toBe('Error: broken');
      const leaving = new AbortController();
      const left = ask('left', leaving.signal, never);
      leaving.abort('gone');
      expect(await left.said).toBe('gone');
      const there = ask('there', STAYS, never);
      one.close();
      expect([await there.said, begun, one.waiting]).toEqual(['overloaded', [], 0]);
      expect(outcomes).toEqual(['fault', 'left', 'overloaded']);
    });
  });
});
