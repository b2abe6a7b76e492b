import { Calendar } from '#kernel/time/calendar.js';
import { Problem } from '#kernel/problem.js';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { Ledger } from '#ledger/ledger.js';
import { COMMANDS } from '#subjects/tables.js';

/** @throws Problem for a target of any other metric: here is only that one */
function needOrders({ metric }: { readonly metric: string }): void {
  const detail = 'is no metric here';
  if (metric !== 'orders') throw new Problem('invalid-request', `metric ${detail}`, [{ field: 'metric', detail }]);
}

/** A ledger in Berlin, counting in euros, on a log in memory, with a clock that stands still. */
export class Desk {
  static readonly NOW = '2024-05-01T12:00:00.000Z';

  now = Desk.NOW;
  readonly log = new MemoryEventLog(() => new Date(this.now));
  ledger = this.open();

  /** A ledger that remembers nothing yet, on the same log. */
  restart(): void {
    this.ledger = this.open();
  }

  record(type: string, data: unknown) {
    return this.ledger.record(type, data);
  }

  /** Why a fact is refused; fails if it is not, or for another reason than a Problem. */
  async problemOf(type: string, data: unknown): Promise<Problem> {
    const outcome: unknown = await this.record(type, data).catch((error: unknown) => error);
    if (outcome instanceof Problem) return outcome;
    throw new Error(`not refused: ${JSON.stringify(outcome)}`, { cause: outcome });
  }

  /** The fields a refusal names. */
  async wrongFields(type: string, data: unknown): Promise<string[]> {
    return (await this.problemOf(type, data)).errors.map(({ field }) => field);
  }

  async lastEvent() {
    return (await this.log.readAll(0, 1_000)).at(-1);
  }

  register(more: object = {}) {
    return this.record('RegisterCustomer', { id: 'c1', registeredAt: '2020-01-01', ...more });
  }

  private open(): Ledger {
    return new Ledger({
      log: this.log,
      commands: COMMANDS,
      calendar: new Calendar('Europe/Berlin', 1),
      currency: 'EUR',
      seal: async (secret) => `sealed ${String(secret.length)} ${secret.at(-1) ?? ''}`,
      clock: () => new Date(this.now),
      rules: { target: needOrders },
    });
  }
}
