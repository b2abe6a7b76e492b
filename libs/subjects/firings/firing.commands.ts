import { aggregate } from '#ledger/aggregate.js';
import { claimOf, type Reading } from '#ledger/command.js';
import { changes, streamNamed, type CommandType, type Desk } from '#ledger/command-type.js';
import type { Said } from '#ledger/differences.js';
import { commandInput } from '#ledger/input/command-input.js';
import { kind, NONE, refused } from '#ledger/input/kind.js';
import { optional } from '#ledger/input/object.js';
import { label, text } from '#ledger/input/text.js';
import { instant } from '#ledger/input/time.js';
import { labelError } from '#ledger/label.js';
import type { CommandTypes } from '#ledger/ledger.js';
import { thingsOf } from '#ledger/named/named.commands.js';
import { Problem } from '#kernel/problem.js';
import { refusing } from '#kernel/shown.js';
import { ALERT_TYPES } from '../alerts/alert-rule.js';
import { firingDecider, type FiringCommand } from './firing.decider.js';
import { FIRING_EVENTS, type AlertResolved, type Fired, type FiringEvent } from './firing.events.js';
import { partId } from './part-id.js';

/** One stream for each part of an alert. */
const FIRING = aggregate('firing-', {
  decider: firingDecider,
  events: FIRING_EVENTS,
  said: firingSaid,
  claimsFirst: true,
  placed: claimIn,
});

/** Within its stream an occasion fires once and is over once. */
function claimIn({ type, data }: FiringEvent): string {
  if (type === 'AlertFired') return `fired-${String(data.occasion)}`;
  if (type === 'AlertResolved') return `resolved-${String(data.occasion)}`;
  return `change-${String(data.change)}`;
}

function firingSaid({ type, data }: FiringEvent): Said {
  return { content: { type, ...data }, filled: [] };
}

/** The rules, whose parts they are. */
const RULES = thingsOf({ name: 'alert', types: ALERT_TYPES });

/** What the judge records, and no caller can. By the names that reactions issue it under. */
export const BY_THE_JUDGE: Readonly<Record<string, Pick<CommandType, 'record'>>> = {
  FireAlert: {
    record: async (data, desk) => {
      const fired = data as Fired;
      // Whoever judges may do so by a rule that somebody has removed or switched off meanwhile.
      const { content } = await desk.handler.stateOf(RULES, fired.alert);
      const isWatched = content !== undefined && content['enabled'] !== false;
      return recordAs({ type: 'FireAlert', at: desk.reading.now, fired, isWatched }, fired, desk);
    },
  },
  ResolveAlert: {
    record: (data, desk) => {
      const resolved = data as AlertResolved['data'];
      return recordAs({ type: 'ResolveAlert', at: desk.reading.now, resolved }, resolved, desk);
    },
  },
};

function recordAs(command: FiringCommand, said: Fired | AlertResolved['data'], { handler }: Desk) {
  const id = partId(said.alert, said.part);
  return handler.change(FIRING, id, command, claimOf(id, { type: command.type, ...said }, {}));
}

/** A value of the dimension that the alert goes by; '' where it goes by none, or of what has no value. */
const PART = kind<string>(
  {
    type: 'string',
    maxLength: 200,
    description: 'a value of the dimension that the alert goes by; left out where it goes by none',
  },
  {
    refusals: (value) => {
      const error = value === '' ? undefined : labelError(value);
      return error === undefined ? NONE : refused(value, error);
    },
    accepts: (value) => value === '' || labelError(value) === undefined,
  },
);

const ABOUT = { id: label, part: optional(PART) };

interface SaidAbout {
  readonly id: string;
  readonly part?: string;
}

/** Whom a command is for: the stream, and the part of the alert. */
function aboutPart({ id: alert, part = '' }: SaidAbout, { now: at }: Reading) {
  return { id: partId(alert, part), alert, part, at };
}

/** @throws Problem `not-found` for the part of an alert that is not there, `invalid-request` for one of an alert that has none */
async function ofAlert<Said extends { readonly alert: string; readonly part: string }>(
  said: Said,
  { handler }: Desk,
): Promise<Said> {
  const { content } = await handler.stateOf(RULES, said.alert);
  if (content === undefined) throw new Problem('not-found', `there is no alert ${said.alert}, or it was removed`);
  if (said.part === '' || content['by'] !== undefined) return said;
  const detail = refusing(said.part, 'must be left out: the alert goes by no dimension');
  throw new Problem('invalid-request', `part ${detail}`, [{ field: 'part', detail }]);
}

const routeTo = (verb: string) => ({ method: 'POST', path: `alerts/:id/${verb}`, names: 'id' }) as const;

/** What people do about what fired. */
export const BY_PEOPLE: CommandTypes = {
  AcknowledgeAlert: changes(FIRING, {
    input: commandInput('AcknowledgeAlert', ABOUT, (said, reading) => ({
      type: 'AcknowledgeAlert' as const,
      ...aboutPart(said, reading),
    })),
    scope: 'read',
    complete: ofAlert,
    looksAt: ({ id }) => [streamNamed(RULES.prefix, id)],
    route: routeTo('acknowledge'),
    problems: ['not-found', 'not-firing'],
    example: {
      summary: 'Say that somebody is at it',
      id: 'revenue',
      body: { part: 'south', actor: 'ann' },
      refused: 422,
    },
  }),
  SnoozeAlert: changes(FIRING, {
    input: commandInput('SnoozeAlert', { ...ABOUT, until: instant }, ({ until, ...said }, reading) => ({
      type: 'SnoozeAlert' as const,
      ...aboutPart(said, reading),
      until: laterThanNow(until, reading),
    })),
    scope: 'read',
    complete: ofAlert,
    looksAt: ({ id }) => [streamNamed(RULES.prefix, id)],
    route: routeTo('snooze'),
    problems: ['not-found'],
    example: { summary: 'Be quiet about it until then', id: 'revenue', body: { part: 'south', until: '2999-01-01' } },
  }),
  AssignAlert: changes(FIRING, {
    input: commandInput('AssignAlert', { ...ABOUT, to: label }, ({ to, ...said }, reading) => ({
      type: 'AssignAlert' as const,
      ...aboutPart(said, reading),
      to,
    })),
    scope: 'read',
    complete: ofAlert,
    looksAt: ({ id }) => [streamNamed(RULES.prefix, id)],
    route: routeTo('assign'),
    problems: ['not-found'],
    example: { summary: 'Say who is to look at it', id: 'revenue', body: { part: 'south', to: 'ben' } },
  }),
  CommentAlert: changes(FIRING, {
    input: commandInput('CommentAlert', { ...ABOUT, text }, ({ text: comment, ...said }, reading) => ({
      type: 'CommentAlert' as const,
      ...aboutPart(said, reading),
      text: comment,
    })),
    scope: 'read',
    complete: ofAlert,
    looksAt: ({ id }) => [streamNamed(RULES.prefix, id)],
    route: routeTo('comment'),
    problems: ['not-found'],
    example: { summary: 'Say what it was', id: 'revenue', body: { part: 'south', text: 'a fair in town' } },
  }),
};

/** @throws Problem */
function laterThanNow(until: string, { now }: Reading): string {
  if (until > now) return until;
  const detail = `must be later than now (${now})`;
  throw new Problem('invalid-request', `until ${detail}`, [{ field: 'until', detail }]);
}
