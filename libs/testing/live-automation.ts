import type { Issue } from '#engine/react/reaction.js';
import type { RecordedEvent } from '#kernel/event.js';
import { formatDay } from '#kernel/time/calendar.js';
import type { MemoryViews } from '#views-memory/memory-views.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { actionDecider, type DecideAction } from '#subjects/actions/action.decider.js';
import type { ActionEvent } from '#subjects/actions/action.events.js';
import { DECIDING } from '#subjects/actions/action.reactions.js';
import { DECIDING_DUE } from '#subjects/actions/due.schedule.js';
import type { Fact, Ground } from '#subjects/reactions.js';
import type { ReadOn } from '#subjects/read.js';
import { EVENT_TYPES, SUBJECT_READS, timelineEffect } from '#subjects/tables.js';
import type { BookEvent } from './book-event.js';
import { project, projected, STRICT, UTC } from './projected.js';
import { stillGround } from './still-ground.js';

/** A decision as it is shown, without what is done. */
export type Decision = Readonly<Record<'at' | 'customer' | 'occasion' | 'decision', string>> & {
  readonly reason?: string;
  readonly causes?: readonly object[];
};

/** What is said of a named thing on a day, as an event of its first version. */
export function said(type: 'Automation' | 'Segment', id: string, content: object, day: number): SaidEvent {
  const stream = `${type.toLowerCase()}-${id}`;
  const occurredAt = `${formatDay(day)}T12:00:00.000Z`;
  const data = { id, version: 1, content };
  return { on: day, stream, event: { type: `${type}Set`, schema: 1, occurredAt, key: stream, data } as never };
}

interface SaidEvent {
  readonly on: number;
  readonly stream: string;
  readonly event: BookEvent;
}

/** Automations on a book that grows, by a clock that a test moves; what they decide is kept here, in no log. */
export class LiveAutomation {
  readonly decided: ActionEvent[] = [];
  private position = 0;
  private ranUpTo: string | undefined;
  private readonly on: ReadOn;

  private constructor(
    private readonly views: MemoryViews,
    private now: string,
  ) {
    this.on = {
      views,
      policies: STRICT,
      calendar: UTC,
      catalogue: CATALOGUE,
      position: (position) => position,
      currency: 'USD',
      definitions: { lifecycle: '', tiers: '' },
      types: EVENT_TYPES,
      step: () => undefined,
      effectOf: timelineEffect,
    };
  }

  static async on(events: readonly RecordedEvent[], now: string): Promise<LiveAutomation> {
    const live = new LiveAutomation(await projected(events, STRICT), now);
    live.position = events.at(-1)?.position ?? 0;
    live.ranUpTo = now;
    return live;
  }

  /** Records further events, and does what is done after them. */
  async record(events: readonly RecordedEvent[]): Promise<void> {
    if (events.length === 0) return;
    await project(events, this.views, STRICT);
    const to = events.at(-1)?.position ?? 0;
    const read = events.filter(({ type }) => DECIDING.reads?.has(type));
    this.take(await DECIDING.react({ after: this.position, to, upTo: to, came: events, events: read }, this.ground));
    this.position = to;
  }

  /** Looks at the clock. @param moves whether it is remembered: it is not where the process ends before */
  async look(now: string, moves = true): Promise<void> {
    this.now = now;
    this.take(await DECIDING_DUE.run({ id: now, at: now, seenAt: now }, this.ground));
    if (moves) this.ranUpTo = now;
  }

  /** All that an automation would have decided, page by page. */
  async dryRun(id: string, days: { readonly from: string; readonly to: string }): Promise<readonly Decision[]> {
    const found: Decision[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const parameters = { ...days, limit: 3, ...(cursor !== undefined && { cursor }) };
      const page = (await this.read('dryRunAutomation', id, parameters)) as {
        readonly decisions: readonly Decision[];
        readonly next: string | null;
      };
      found.push(...page.decisions);
      cursor = page.next;
    }
    return found;
  }

  private get ground(): Ground {
    const still = stillGround({ now: this.now, figure: () => '0', ...(this.ranUpTo && { ranUpTo: this.ranUpTo }) });
    return { ...still, read: (name, id, _days, parameters = {}) => this.read(name, id, parameters) };
  }

  private async read(name: string, id: string, parameters: object): Promise<object> {
    const read = SUBJECT_READS[name];
    if (read === undefined) throw new Error(`there is no ${name}`);
    const today = UTC.dayOf(this.now);
    const asked = { id, parameters, asOf: { day: today }, today, now: this.now, asked: { name } };
    return read.answer(asked as never, this.on);
  }

  /** As its stream does: an occasion is decided once. */
  private take(issues: readonly Issue<Fact>[]): void {
    for (const issue of issues) {
      if (!('command' in issue)) continue;
      const command = { type: 'DecideAction', now: this.now, isThere: true, ...issue.command.data } as object;
      const { decided } = command as DecideAction;
      const own = this.decided.filter(
        ({ data }) => data.automation === decided.automation && data.customer === decided.customer,
      );
      const state = own.reduce((before, event) => actionDecider.evolve(before, event), actionDecider.initial);
      this.decided.push(...actionDecider.decide(command as DecideAction, state));
    }
  }
}
