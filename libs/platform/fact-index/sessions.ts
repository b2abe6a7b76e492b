import { columnsIn } from '#kernel/ports/cell-columns.js';
import type { FactState } from '#kernel/ports/fact-index.js';
import type { Serving } from '#engine/processes/socket-server.js';
import { keyOf, type ColumnsTold, type FactQuestion, type SessionOver } from './index-messages.js';
import type { OpenIndexes } from './open-indexes.js';

type State = Promise<FactState & { close(): Promise<void> }>;
/** What one question of a caller holds: a state of each version it is about. */
type Held = Map<string, State>;

/** Questions of callers that one thread works on: all parts of one about a version are answered from one state of it. */
export class Sessions implements Serving<FactQuestion, SessionOver> {
  private readonly sessions = new Map<number, Held>();

  constructor(private readonly indexes: OpenIndexes) {}

  async answer(question: FactQuestion, signal: AbortSignal): Promise<unknown> {
    const state = await this.stateOf(question);
    const step = (): void => signal.throwIfAborted();
    if (question.kind === 'sums') {
      const sums = await state.sums(question.requests, step);
      return { position: sums.position, columns: columnsIn(sums) } satisfies ColumnsTold;
    }
    return state.firstDay(question.series, step);
  }

  told({ session }: SessionOver): void {
    // What was asked of it is broken off already, and told of that.
    void this.letGo(session);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.sessions.keys()].map((session) => this.letGo(session)));
  }

  private stateOf({ session, version, covering }: FactQuestion): State {
    const held = this.sessions.get(session) ?? new Map<string, State>();
    this.sessions.set(session, held);
    const key = keyOf(version);
    const state = held.get(key) ?? this.indexes.of(version).then((index) => index.hold(covering));
    held.set(key, state);
    return state;
  }

  private async letGo(session: number): Promise<void> {
    const held = this.sessions.get(session);
    this.sessions.delete(session);
    if (held === undefined) return;
    const found = await Promise.allSettled(held.values());
    for (const state of found) if (state.status === 'fulfilled') await state.value.close();
  }
}
