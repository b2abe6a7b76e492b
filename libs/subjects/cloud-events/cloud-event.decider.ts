import type { Decider } from '#kernel/decider.js';
import { Problem } from '#kernel/problem.js';
import { present } from '#ledger/command.js';
import type {
  AboutEvent,
  CloudEventEvent,
  CloudEventQuarantined,
  CloudEventTaken,
  FactOfEvent,
} from './cloud-event.events.js';

/** What has become of an event of another system. */
export interface EventState {
  readonly phase: 'new' | 'taken' | 'quarantined' | 'resubmitted' | 'discarded';
  /** That it was taken as. */
  readonly taken?: CloudEventTaken['data'];
  /** What was sent, of one that is quarantined; absent where that is of a person who was erased. */
  readonly sent?: NonNullable<CloudEventQuarantined['data']['personal']>['sent'];
  /** That it was recorded as after all. */
  readonly resubmitted?: FactOfEvent;
}

export interface TakeEvent {
  readonly type: 'TakeEvent';
  readonly at: string;
  readonly taken: CloudEventTaken['data'];
}
export interface QuarantineEvent {
  readonly type: 'QuarantineEvent';
  readonly at: string;
  readonly quarantined: CloudEventQuarantined['data'];
}
export interface ResubmitEvent {
  readonly type: 'ResubmitEvent';
  readonly at: string;
  readonly id: string;
  readonly fact: FactOfEvent;
}
export interface DiscardEvent {
  readonly type: 'DiscardEvent';
  readonly at: string;
  readonly id: string;
  readonly reason?: string;
}
export type EventCommand = TakeEvent | QuarantineEvent | ResubmitEvent | DiscardEvent;

/** An event is taken or quarantined once; one that was taken, and whose fact is refused then, is quarantined still. */
export const cloudEventDecider: Decider<EventState, EventCommand, CloudEventEvent> = {
  initial: { phase: 'new' },

  evolve(state, event) {
    switch (event.type) {
      case 'CloudEventTaken':
        return { phase: 'taken', taken: event.data };
      case 'CloudEventQuarantined':
        return { ...state, phase: 'quarantined', ...present({ sent: event.data.personal?.sent }) };
      case 'CloudEventResubmitted':
        return { phase: 'resubmitted', resubmitted: event.data.fact };
      case 'CloudEventDiscarded':
        return { phase: 'discarded' };
    }
  },

  decide(command, { phase }) {
    switch (command.type) {
      case 'TakeEvent':
        if (phase !== 'new') throw cameBefore(command.taken);
        return [{ type: 'CloudEventTaken', ...about(command.at, command.taken.id), data: command.taken }];
      case 'QuarantineEvent':
        if (phase !== 'new' && phase !== 'taken') throw cameBefore(command.quarantined);
        return [
          { type: 'CloudEventQuarantined', ...about(command.at, command.quarantined.id), data: command.quarantined },
        ];
      case 'ResubmitEvent': {
        const { at, id, fact } = command;
        if (phase === 'resubmitted') return [];
        needQuarantined(id, phase);
        return [{ type: 'CloudEventResubmitted', ...about(at, id), data: { id, fact } }];
      }
      case 'DiscardEvent': {
        const { at, id, reason } = command;
        if (phase === 'discarded') return [];
        needQuarantined(id, phase);
        return [{ type: 'CloudEventDiscarded', ...about(at, id), data: present({ id, reason }) }];
      }
    }
  },
};

/** @throws Problem `not-found` */
export function needQuarantined(id: string, phase: EventState['phase']): void {
  if (phase === 'quarantined') return;
  const what = phase === 'new' || phase === 'taken' ? 'no event is quarantined' : `it is ${phase} already`;
  throw new Problem('not-found', `${what}: ${id}`);
}

/** What two events are told apart by is the same of them. */
export function cameBefore({ source, event }: Pick<AboutEvent, 'source' | 'event'>): Problem {
  return new Problem(
    'id-conflict',
    `the event ${event} of ${source} came before with other content: a new event has an id of its own`,
  );
}

/** Those of one event are in order. */
function about(at: string, id: string) {
  return { schema: 1, occurredAt: at, key: `cloud-event-${id}` } as const;
}
