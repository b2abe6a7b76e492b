import { Rounds } from '#engine/rounds.js';
import { ChainBroken, type FactChain, type FactIndex } from '#kernel/ports/fact-index.js';
import type { Sums } from '#kernel/ports/views.js';
import type { Row, SumRequest, ViewSchema } from '#kernel/ports/views-schema.js';
import { Problem } from '#kernel/problem.js';
import type { Step } from '#kernel/step.js';
import type { Reading, Work } from './connections.js';
import { dumped } from './dump.js';
import { HeldFacts } from './held-facts.js';
import { removeIndexFile, ROOM, type Room } from './index-file.js';
import { layoutOf } from './layout.js';
import { LEAST } from './netting.js';
import { layoutIn, Opened, type Source } from './opened.js';
import { shortOf, tellsOfDamage, wantOf } from './troubles.js';

/**
 * The facts of one version in a DuckDB file, columns on disk: one statement per question. Only one process may have the file open. There
 * is nothing in it that the chain does not have: where it does not fit, or turns out damaged, it is made anew and the question is asked again.
 */
export class DuckDbFacts implements FactIndex {
  private readonly source: Source;
  private readonly rounds = new Rounds(() => this.followOnce());
  private opened: Promise<Opened> | undefined;
  private isClosed = false;

  constructor(
    private readonly file: string,
    readonly schema: ViewSchema,
    chain: FactChain,
    room: Room = ROOM,
    netFrom = LEAST,
  ) {
    const layouts = new Map(schema.series.map((one) => [one.name, layoutOf(one)]));
    this.source = { schema, layouts, chain, room, netFrom };
  }

  follow(): Promise<number> {
    return this.mended(() => this.rounds.round());
  }

  sums(requests: readonly SumRequest[], step?: Step): Promise<Sums> {
    return this.once((facts) => facts.sums(requests, step));
  }

  firstDay(series: readonly string[], step?: Step): Promise<number | undefined> {
    return this.once((facts) => facts.firstDay(series, step));
  }

  /** Resolves when no pass of netting is under way. */
  async idle(): Promise<void> {
    await (await this.opened)?.idle();
  }

  hold(covering = Infinity): HeldFacts {
    let from: Promise<Opened> | undefined;
    return new HeldFacts({
      source: this.source,
      begin: (work, step) =>
        this.upTo(covering, (opened) => {
          from = this.opened;
          return begun(opened, work, step);
        }),
      failed: (error) => this.failed(error, from),
    });
  }

  async *dump(series: string): AsyncIterable<Row> {
    const { reading, outcome } = await this.upTo(Infinity, (opened) =>
      begun(opened, (connection, { known }) => dumped(connection, layoutIn(this.source, series), known)),
    );
    try {
      yield* outcome.rows((work) => reading.ask(work));
    } finally {
      await reading.end();
    }
  }

  /** Ends what is being followed: it goes on from there when the file is opened again. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.rounds.idle();
    await (await this.opened?.catch(() => undefined))?.close();
    this.opened = undefined;
  }

  private needOpen(): void {
    if (this.isClosed) throw new Error('the index of the facts was closed');
  }

  private upTo<Outcome>(position: number, ask: (opened: Opened) => Promise<Outcome>): Promise<Outcome> {
    return this.mended(async () => {
      const { covered = -1 } = (await this.opened?.catch(() => undefined)) ?? {};
      if (covered < position) await this.rounds.round();
      return ask(await this.open());
    });
  }

  /** Work that meets a damaged file, or one of another chain, is done once more, on a new one. */
  private async mended<Outcome>(work: () => Promise<Outcome>): Promise<Outcome> {
    const before = this.opened;
    try {
      return await work();
    } catch (error) {
      const want = wantOf(error);
      if (want !== undefined) throw shortOf(want);
      if (!isUnfit(error)) throw error;
      // Whoever meets it first throws it away; the others find the new one.
      if (this.opened === before || before === undefined) await this.throwAway();
      return work();
    }
  }

  private async throwAway(): Promise<void> {
    await this.again(() => removeIndexFile(this.file));
  }

  private async followOnce(): Promise<number> {
    const opening = this.open();
    const opened = await opening;
    try {
      return await opened.follow(() => this.needOpen());
    } catch (error) {
      // What could not be written once is not written ever after: only a file that is opened again takes more.
      if (wantOf(error) !== undefined && this.opened === opening)
        await this.again(() => Promise.resolve()).catch(() => undefined);
      throw error;
    }
  }

  /** Opens the file once more; only when nothing of it is open any longer. */
  private again(before: () => Promise<void>): Promise<Opened> {
    const old = this.opened;
    return this.begin(async () => {
      await (await old?.catch(() => undefined))?.close();
      await before();
      return Opened.fitting(this.file, this.source);
    });
  }

  private open(): Promise<Opened> {
    return this.opened ?? this.begin(() => Opened.fitting(this.file, this.source));
  }

  /** What fails to open is tried again by whoever asks next. */
  private begin(open: () => Promise<Opened>): Promise<Opened> {
    const opened = open().catch((error: unknown) => {
      if (this.opened === opened) this.opened = undefined;
      throw error;
    });
    this.opened = opened;
    return opened;
  }

  private async once<Outcome>(ask: (facts: HeldFacts) => Promise<Outcome>): Promise<Outcome> {
    const held = this.hold();
    try {
      return await ask(held);
    } finally {
      await held.close();
    }
  }

  /** The state that was asked about is gone with its file: what was asked of it before is of no use beside an answer of the new one. */
  private async failed(error: unknown, from: Promise<Opened> | undefined): Promise<unknown> {
    const want = wantOf(error);
    if (want !== undefined) return shortOf(want);
    if (!isUnfit(error)) return error;
    if (this.opened === from) await this.throwAway();
    const what = 'the index of the facts was damaged and is made anew';
    return new Problem('views-unavailable', `${what}: ask again in a moment`);
  }
}

/** Asks the first question of a state. */
async function begun<Outcome>(
  opened: Opened,
  work: Work<Outcome>,
  step?: Step,
): Promise<{ readonly reading: Reading; readonly outcome: Outcome }> {
  const reading = await opened.begin();
  try {
    return { reading, outcome: await reading.ask(work, step) };
  } catch (error) {
    await reading.end();
    throw error;
  }
}

/** Whether a file is to be made anew. */
function isUnfit(error: unknown): boolean {
  return error instanceof ChainBroken || tellsOfDamage(error);
}
