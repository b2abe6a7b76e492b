import type { RecordedEvent } from '#kernel/event.js';
import { formatDay } from '#kernel/time/calendar.js';
import type { ActionEvent } from '#subjects/actions/action.events.js';
import type { BookEvent } from './book-event.js';
import { changed, recorded } from './book-events.js';
import { LiveAutomation } from './live-automation.js';

type SaidOn = { readonly event: BookEvent; readonly on: number; readonly stream?: string };

/** Automations that give customers to salespeople, on a book that grows: what they decide and do is recorded as well, and may set off others. */
export class ActingAutomations {
  private constructor(
    readonly live: LiveAutomation,
    readonly log: RecordedEvent[],
  ) {}

  /** @param said from which on it is lived, at noon of the last day */
  static async on(said: readonly SaidOn[]): Promise<ActingAutomations> {
    const events = recorded(said).map((event, i) => ({ ...event, stream: said[i]?.stream ?? event.stream }));
    const last = said.at(-1)?.on ?? 0;
    return new ActingAutomations(await LiveAutomation.on(events, `${formatDay(last)}T12:00:00.000Z`), [...events]);
  }

  /** What was decided, in order. */
  get decided(): readonly ActionEvent[] {
    return this.live.decided;
  }

  /** Somebody changes customers on a day. @throws Error where there is no end to what follows, as far as anybody waits */
  async change(day: number, changes: readonly (readonly [customer: string, salesperson: string])[]): Promise<void> {
    await this.follow(day, async () => {
      const events = changes.map(([customer, salesperson]) => changed(customer, 'by hand', day, { salesperson }));
      await this.record(day, events, {});
    });
  }

  /** The day begins, and what is due with it is decided. */
  async begin(day: number): Promise<void> {
    await this.follow(day, () => this.live.look(`${formatDay(day)}T00:01:00.000Z`));
  }

  private async follow(day: number, first: () => Promise<void>): Promise<void> {
    let done = this.decided.length;
    await first();
    while (done < this.decided.length) {
      if (this.decided.length > 5_000) throw new Error('there is no end to it');
      const made = this.decided.slice(done);
      done = this.decided.length;
      for (const event of made) await this.act(day, event);
    }
  }

  /** The decision, and the changes that it led to. */
  private async act(day: number, event: ActionEvent): Promise<void> {
    await this.record(day, [event as never], {});
    if (event.type === 'ActionSkipped') return;
    const { automation: actor, occasion: correlationId, customer, actions = [] } = event.data;
    const changes = actions.flatMap(({ assign }) =>
      assign?.salesperson === undefined ? [] : changed(customer, actor, day, { salesperson: assign.salesperson }),
    );
    await this.record(day, changes, { emitter: 'automation', actor, correlationId });
  }

  private async record(day: number, events: readonly BookEvent[], envelope: RecordedEvent['envelope']): Promise<void> {
    const before = this.log.length;
    const added = recorded(events.map((event) => ({ event, on: day }))).map((event, i) => ({
      ...event,
      ...{ id: `event-${String(before + i + 1)}`, position: before + i + 1, revision: before + i, envelope },
    }));
    this.log.push(...added);
    await this.live.record(added);
  }
}
