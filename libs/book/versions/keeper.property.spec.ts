import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RecordedEvent } from '#kernel/event.js';
import { Calendar } from '#kernel/time/calendar.js';
import { PutBackLog } from '#testing/put-back-log.js';
import { MemoryOrigins } from '#views-memory/memory-origins.js';
import { MemoryRegister } from '#views-memory/memory-register.js';
import { Evidence } from './evidence.js';
import { Keeper } from './keeper.js';
import { followed, living, NO_VERSIONS, type Versions } from './state.js';

const SHARDS = 3;
const PROCESSES = 2;
const calendar = new Calendar('UTC', 1);
const POLICY = { id: 'p', effectiveFrom: '2024-01-01', policy: { churnAfterDays: 60, atRiskAfterDays: 30 } };
const shardOf = ({ stream }: RecordedEvent): number => stream.length % SHARDS;

/** The events that one shard of a version has, and up to where. */
interface Shard {
  checkpoint: number;
  events: readonly string[];
}

/** A batch of what the bus brought of the log as it is; what it brings of one that is no more, is its own business to pass over. */
interface InHand {
  readonly name: string;
  readonly shard: number;
  readonly from: number;
  readonly to: number;
  readonly events: readonly string[];
}

type Step =
  | { readonly do: 'append'; readonly stream: string }
  | { readonly do: 'publish' }
  | { readonly do: 'put back'; readonly share: number }
  | { readonly do: 'look' | 'kill' | 'rebuild' | 'apply'; readonly process: number }
  | { readonly do: 'take'; readonly process: number; readonly shard: number; readonly isNext: boolean };

/** Some processes that keep and follow the versions of one book, as the shared projectors do. */
class World {
  readonly log = new PutBackLog();
  readonly register = new MemoryRegister<Versions>(NO_VERSIONS);
  readonly origins = new MemoryOrigins();
  private readonly stored = new Map<string, readonly Shard[]>();
  private processes = Array.from({ length: PROCESSES }, () => this.start());

  constructor() {
    this.log.append('book', 'BookOpened');
  }

  async run(step: Step): Promise<void> {
    switch (step.do) {
      case 'append':
        this.log.append(step.stream, 'Happened');
        return;
      case 'publish':
        this.log.append('policies', 'LifecyclePolicyPublished', POLICY);
        return;
      case 'put back':
        // The opening stays: it is the book.
        this.log.putBack(1 + Math.floor((this.log.events.length - 1) * step.share));
        for (const one of this.processes) one.hand = undefined;
        return;
      case 'kill':
        this.processes = this.processes.with(step.process, this.start());
        return;
      case 'look':
      case 'rebuild':
        return this.look(step.process, step.do);
      case 'take':
        return this.take(step.process, step.shard, step.isNext);
      case 'apply':
        return this.apply(step.process);
    }
  }

  /** Of a version that may answer: what is in it that the log does not have, or lacks. */
  async wrong(): Promise<readonly string[]> {
    const versions = await this.register.read();
    return living(versions).flatMap((name) =>
      this.shards(name).flatMap(({ checkpoint, events }, shard) => {
        const right = this.of(shard, 0, checkpoint);
        const same = checkpoint <= this.log.events.length && JSON.stringify(right) === JSON.stringify(events);
        return same ? [] : [`${name} shard ${String(shard)}: ${events.join()} instead of ${right.join()}`];
      }),
    );
  }

  /** Whether questions are answered from all of the log, under the newest policies. */
  async isDone(): Promise<boolean> {
    const { served = '', next } = await this.register.read();
    const newest = this.log.events.findLast(({ stream }) => stream === 'policies')?.position ?? 0;
    const isNewest = served.startsWith(`${String(newest)}.`) && next === undefined;
    return isNewest && this.shards(served).every(({ checkpoint }) => checkpoint === this.log.events.length);
  }

  private start() {
    const keeper = new Keeper({
      ...{
        log: this.log,
        calendar,
        prefix: '',
        near: 3,
        nearServed: 3,
        isAlone: false,
        schema: { series: [], collections: [] },
      },
      ...{ register: this.register, origins: this.origins, onSetAside: () => undefined },
      position: async (name) => Math.min(...this.shards(name).map(({ checkpoint }) => checkpoint)),
    });
    return { keeper, evidence: new Map<string, Evidence>(), hand: undefined as InHand | undefined };
  }

  private async look(process: number, what: 'look' | 'rebuild'): Promise<void> {
    const one = this.process(process);
    const { versions, ours } = await one.keeper[what]();
    const names = followed(versions).filter((name) => ours.has(name));
    for (const name of one.evidence.keys()) if (!names.includes(name)) one.evidence.delete(name);
    for (const name of names) if (!one.evidence.has(name)) one.evidence.set(name, new Evidence(name, this));
  }

  private async take(process: number, shard: number, isNext: boolean): Promise<void> {
    const one = this.process(process);
    const name = [...one.evidence.keys()].at(isNext ? -1 : 0);
    if (name === undefined) return;
    const from = this.shards(name)[shard]?.checkpoint ?? 0;
    const to = this.log.events.length;
    one.hand = to > from ? { name, shard, from, to, events: this.of(shard, from, to) } : undefined;
  }

  private async apply(process: number): Promise<void> {
    const one = this.process(process);
    const { hand } = one;
    const evidence = hand && one.evidence.get(hand.name);
    one.hand = undefined;
    if (hand === undefined || evidence === undefined) return;
    try {
      await evidence.covers(hand.to);
    } catch {
      return;
    }
    const shards = this.shards(hand.name);
    const before = shards[hand.shard];
    if (before?.checkpoint !== hand.from) return;
    const after = { checkpoint: hand.to, events: [...before.events, ...hand.events] };
    this.stored.set(hand.name, shards.with(hand.shard, after));
  }

  private of(shard: number, from: number, to: number): readonly string[] {
    return this.log.events
      .filter((event) => event.position > from && event.position <= to && shardOf(event) === shard)
      .map(({ id }) => id);
  }

  private shards(name: string): readonly Shard[] {
    return this.stored.get(name) ?? Array.from({ length: SHARDS }, () => ({ checkpoint: 0, events: [] }));
  }

  private process(index: number) {
    const found = this.processes[index];
    if (found === undefined) throw new Error(`there is no process ${String(index)}`);
    return found;
  }
}

const process = fc.nat(PROCESSES - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('append' as const), stream: fc.constantFrom('a', 'bb', 'ccc') }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'publish' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('put back' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('look' as const), process }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('kill' as const, 'rebuild' as const), process }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('take' as const),
      process,
      shard: fc.nat(SHARDS - 1),
      isNext: fc.boolean(),
    }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('apply' as const), process }) },
);

describe('versions kept by several processes on a log that is put back to earlier days', () => {
  it('answer nothing that the log does not have once anybody has looked, and all of it in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 150, size: 'max' }), async (steps) => {
        const world = new World();
        for (const one of steps) {
          await world.run(one);
          const isLook = one.do === 'look' || one.do === 'rebuild';
          expect(isLook ? await world.wrong() : []).toEqual([]);
        }
        // A log that was put back and has grown to the same length seems done to who has not looked.
        const isDone = async (): Promise<boolean> => {
          await world.run({ do: 'look', process: 0 });
          return world.isDone();
        };
        for (let round = 0; !(await isDone()); round++) {
          if (round === 20) throw new Error(JSON.stringify(await world.register.read()));
          for (let shard = 0; shard < SHARDS; shard++)
            for (const isNext of [false, true]) {
              await world.run({ do: 'take', process: 0, shard, isNext });
              await world.run({ do: 'apply', process: 0 });
            }
        }
        expect(await world.wrong()).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
