import type { Receipt } from '#engine/record/handle.js';
import { contentHash } from '#kernel/canonical.js';
import type { Envelope } from '#kernel/event.js';
import type { Problem } from '#kernel/problem.js';
import { aggregate } from '#ledger/aggregate.js';
import { present, type Reading } from '#ledger/command.js';
import { changes, type Desk } from '#ledger/command-type.js';
import type { Content, Said } from '#ledger/differences.js';
import { commandInput } from '#ledger/input/command-input.js';
import { optional } from '#ledger/input/object.js';
import { label, text } from '#ledger/input/text.js';
import type { CommandTypes } from '#ledger/ledger.js';
import { refOf, structured, type CloudEvent } from './cloud-event.js';
import { cloudEventDecider, type DiscardEvent, type EventCommand, type EventState } from './cloud-event.decider.js';
import {
  CLOUD_EVENT_EVENTS,
  type CloudEventEvent,
  type CloudEventTaken,
  type FactOfEvent,
} from './cloud-event.events.js';

const DECIDED = aggregate<EventState, EventCommand, CloudEventEvent>('cloud-event-', {
  decider: cloudEventDecider,
  events: CLOUD_EVENT_EVENTS,
  said: eventSaid,
  claimsFirst: true,
});

/** One stream for each event of another system: permanent. */
export const CLOUD_EVENT: typeof DECIDED = {
  ...DECIDED,
  plainHash: ({ data }) => plainHash(data as CloudEventTaken['data']),
};

/** What stays of what was said of one whose content is gone. */
function plainHash({
  id,
  source,
  event,
  type,
}: Pick<CloudEventTaken['data'], 'id' | 'source' | 'event' | 'type'>): string {
  return contentHash({ id, source, event, type });
}

function eventSaid({ type, data }: CloudEventEvent): Said {
  if (type === 'CloudEventQuarantined') return { content: sentContent(data.personal?.sent ?? {}), filled: [] };
  return { content: saidContent(type === 'CloudEventDiscarded' ? 'DiscardCloudEvent' : type, data), filled: [] };
}

/** Beside what the command is called, what the event is. */
function saidContent(command: string, data: Content): Content {
  return { ...data, ...(data['type'] !== undefined && { called: data['type'] }), type: command };
}

function sentContent(sent: Content): Content {
  return { type: 'CloudEvent', sent };
}

/** What notes are made with. */
type NoteDesk = Pick<Desk, 'handler' | 'reading'>;

/** Says whatever an event is about. */
export function aboutEvent(event: CloudEvent) {
  return { id: refOf(event), source: event.source, event: event.id, type: event.type };
}

/** What has become of an event. */
export function stateOf(
  event: Pick<CloudEvent, 'source' | 'id'>,
  { handler }: Pick<Desk, 'handler'>,
): Promise<EventState> {
  return handler.stateOf(CLOUD_EVENT, refOf(event));
}

/** Has an event stand for a fact. @throws Problem `id-conflict` where it does not stand for that one */
export function take(
  event: CloudEvent,
  taken: CloudEventTaken['data'],
  { handler, reading }: NoteDesk,
): Promise<Receipt> {
  const content = saidContent('CloudEventTaken', taken);
  const claim = { id: 'taken', hash: contentHash(content), content, envelope: envelopeOf(event, reading) };
  return handler.change(CLOUD_EVENT, taken.id, { type: 'TakeEvent', at: reading.now, taken }, claim);
}

/** Keeps an event that is no fact, or the same again. @throws Problem `id-conflict` where another of its id is kept */
export function quarantine(
  event: CloudEvent,
  { code, detail }: Problem,
  { handler, reading }: NoteDesk,
): Promise<Receipt> {
  const about = aboutEvent(event);
  // Whoever was erased is not kept here either.
  const sent = code === 'customer-erased' ? event.attributes : structured(event);
  const content = sentContent(structured(event));
  const quarantined = { ...about, code, personal: { reason: detail, sent } };
  return handler.change(
    CLOUD_EVENT,
    about.id,
    { type: 'QuarantineEvent', at: reading.now, quarantined },
    {
      ...{ id: `quarantined-${event.id}`, hash: contentHash(content), plainHash: plainHash(about), content },
      envelope: envelopeOf(event, reading),
    },
  );
}

/** Says that what was quarantined is a fact after all. */
export function resubmitted(id: string, fact: FactOfEvent, { handler, reading }: Desk, by?: string): Promise<Receipt> {
  const content = { type: 'CloudEventResubmitted', id, fact };
  const claim = { id: 'resubmitted', hash: contentHash(content), content, envelope: present({ actor: by }) };
  return handler.change(CLOUD_EVENT, id, { type: 'ResubmitEvent', at: reading.now, id, fact }, claim);
}

function envelopeOf({ source }: CloudEvent, { traceparent }: Reading): Envelope {
  return present({ emitter: source, traceparent });
}

/** By whoever looks after the quarantine. */
export const CLOUD_EVENT_COMMANDS: CommandTypes = {
  DiscardCloudEvent: changes<EventState, EventCommand, DiscardEvent>(CLOUD_EVENT, {
    input: commandInput(
      'DiscardCloudEvent',
      { id: label, reason: optional(text) },
      ({ id, reason }, { now: at }): DiscardEvent => ({ type: 'DiscardEvent', at, id, ...present({ reason }) }),
    ),
    scope: 'admin',
    route: { method: 'POST', path: 'quarantine/:id/discard', names: 'id' },
    problems: ['not-found'],
    example: {
      summary: 'Say that a quarantined event is not to be recorded',
      id: 'unknown',
      body: { reason: 'a test of theirs' },
      refused: 404,
    },
  }),
};
