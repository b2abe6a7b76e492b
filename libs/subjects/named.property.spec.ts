import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Calendar } from '#kernel/time/calendar.js';
import { Problem } from '#kernel/problem.js';
import { Ledger } from '#ledger/ledger.js';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { delayed, type Delay } from '#testing/delayed-log.js';
import { Desk } from '#testing/desk.js';
import { COMMANDS } from './tables.js';

/** Who of two processes says which title, and the version he has seen; none where he does not care. */
interface Sent {
  readonly by: 0 | 1;
  readonly title: string;
  readonly seen?: number | undefined;
}

interface Outcome extends Sent {
  readonly version?: number;
  readonly position?: number;
}

const NOW = new Date(Desk.NOW);
const STREAM = 'question-q';
const sent = fc.record<Sent>({
  by: fc.constantFrom(0, 1),
  title: fc.constantFrom('one', 'two', 'three'),
  seen: fc.constantFrom(undefined, 0, 1, 2),
});

/** Two processes that share a log and change one question, each call on its way for as long as `delay` says. */
class TwoWriters {
  readonly log = new MemoryEventLog(() => NOW);
  private readonly ledgers: readonly [Ledger, Ledger];

  constructor(private readonly delay: Delay) {
    const parts = { commands: COMMANDS, calendar: new Calendar('UTC', 1), currency: 'EUR', clock: () => NOW };
    const open = () => new Ledger({ ...parts, log: delayed(this.log, delay), rules: {} });
    this.ledgers = [open(), open()];
  }

  run(all: readonly Sent[]): Promise<readonly Outcome[]> {
    return Promise.all(all.map((one) => this.send(one)));
  }

  private async send(one: Sent): Promise<Outcome> {
    await this.delay();
    const { by, title, seen } = one;
    const rest = { question: { metrics: ['orders'] }, chart: { kind: 'line' } };
    const data = { id: 'q', title, ...rest, ...(seen !== undefined && { ifMatch: seen }) };
    try {
      const { position, told } = await this.ledgers[by].record('SetQuestion', data);
      return { ...one, position, version: Number(told?.['version']) };
    } catch (error) {
      if (error instanceof Problem && error.code === 'version-mismatch') return one;
      throw error;
    }
  }
}

async function versionsOf({ log }: TwoWriters) {
  return (await log.readStream(STREAM)).map(({ data, claim, position }) => {
    const { version, content } = data as { readonly version: number; readonly content: { readonly title: string } };
    return { version, title: content.title, claim, position };
  });
}

describe('two processes that change the same thing', () => {
  it('make versions one after another, each answered with where it is, and none that says the same as the one before', async () => {
    const some = fc.array(sent, { minLength: 2, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), some, async (scheduler, all) => {
        const writers = new TwoWriters(() => scheduler.schedule(Promise.resolve()));
        const outcomes = await scheduler.waitFor(writers.run(all));
        const versions = await versionsOf(writers);
        expect(versions.map(({ version, claim }) => [version, claim])).toEqual(
          versions.map((_, i) => [i + 1, `version-${String(i + 1)}`]),
        );
        expect(versions.filter(({ title }, i) => title === versions[i - 1]?.title)).toEqual([]);
        const answered = outcomes.filter(({ version }) => version !== undefined);
        expect(answered.map(({ version, title, position }) => ({ version, title, position }))).toEqual(
          answered.map(({ version = 0 }) => {
            const { claim: _claim, ...said } = versions[version - 1] ?? { claim: '' };
            return said;
          }),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('with the same version before them: exactly one is first', async () => {
    const [one, two] = [
      { by: 0, title: 'mine', seen: 1 },
      { by: 1, title: 'yours', seen: 1 },
    ] as const;
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.constantFrom([one, two], [two, one]), async (scheduler, all) => {
        const writers = new TwoWriters(() => scheduler.schedule(Promise.resolve()));
        await scheduler.waitFor(writers.run([{ by: 0, title: 'first' }]));
        const outcomes = await scheduler.waitFor(writers.run(all));
        expect(outcomes.filter(({ version }) => version === 2)).toHaveLength(1);
        expect(await versionsOf(writers)).toHaveLength(2);
      }),
      { numRuns: 200 },
    );
  });
});
