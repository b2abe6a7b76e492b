import type { Decider } from '#kernel/decider.js';
import { Problem } from '#kernel/problem.js';
import type { AlertResolved, Fired, FiringEvent, Occasion } from './firing.events.js';

/** What a part of an alert has been through. */
export interface Firing {
  /** The number of its last occasion; 0 before any. */
  readonly occasion: number;
  readonly isFiring: boolean;
  /** Whether somebody has acknowledged this occasion. */
  readonly isAcknowledged: boolean;
  readonly assignedTo?: string;
  /** How much has happened to it. */
  readonly changes: number;
}

interface About {
  /** When it is said. */
  readonly at: string;
  readonly alert: string;
  readonly part: string;
}

export type FiringCommand =
  | {
      readonly type: 'FireAlert';
      readonly at: string;
      readonly fired: Fired;
      /** Whether the rule is there, and switched on. */
      readonly isWatched: boolean;
    }
  | { readonly type: 'ResolveAlert'; readonly at: string; readonly resolved: AlertResolved['data'] }
  | (About & { readonly type: 'AcknowledgeAlert' })
  | (About & { readonly type: 'SnoozeAlert'; readonly until: string })
  | (About & { readonly type: 'AssignAlert'; readonly to: string })
  | (About & { readonly type: 'CommentAlert'; readonly text: string });
type ByPeople = Exclude<FiringCommand, { readonly type: 'FireAlert' | 'ResolveAlert' }>;

/** A part of a rule that is watched fires the next occasion or none, so that one occasion is one firing whoever judges, and how often. */
export const firingDecider: Decider<Firing, FiringCommand, FiringEvent> = {
  initial: { occasion: 0, isFiring: false, isAcknowledged: false, changes: 0 },

  evolve(firing, event) {
    const { assignedTo: _before, ...rest } = { ...firing, changes: firing.changes + 1 };
    switch (event.type) {
      case 'AlertFired':
        return { ...rest, occasion: event.data.occasion, isFiring: true, isAcknowledged: false };
      case 'AlertResolved':
        return { ...firing, changes: rest.changes, isFiring: false };
      case 'AlertAcknowledged':
        return { ...firing, changes: rest.changes, isAcknowledged: true };
      case 'AlertAssigned':
        return { ...rest, assignedTo: event.data.to };
      case 'AlertSnoozed':
      case 'AlertCommented':
        return { ...firing, changes: rest.changes };
    }
  },

  decide(command, firing) {
    switch (command.type) {
      case 'FireAlert': {
        const { at, fired, isWatched } = command;
        if (!isWatched || firing.isFiring || fired.occasion !== firing.occasion + 1) return [];
        return [{ type: 'AlertFired', ...about(at, fired), data: fired }];
      }
      case 'ResolveAlert': {
        const { at, resolved } = command;
        if (!firing.isFiring || resolved.occasion !== firing.occasion) return [];
        return [{ type: 'AlertResolved', ...about(at, resolved), data: resolved }];
      }
      case 'AcknowledgeAlert':
      case 'SnoozeAlert':
      case 'AssignAlert':
      case 'CommentAlert':
        return byPeople(command, firing);
    }
  },
};

function byPeople(command: ByPeople, firing: Firing): readonly FiringEvent[] {
  const { at, alert, part } = command;
  const which = part === '' ? alert : `${part} of ${alert}`;
  const occasion = { alert, part, occasion: firing.occasion };
  const data = { ...occasion, change: firing.changes + 1 };
  switch (command.type) {
    case 'AcknowledgeAlert':
      needFiring(which, firing);
      return firing.isAcknowledged ? [] : [{ type: 'AlertAcknowledged', ...about(at, occasion), data }];
    case 'SnoozeAlert':
      return [{ type: 'AlertSnoozed', ...about(at, occasion), data: { ...data, until: command.until } }];
    case 'AssignAlert':
      if (firing.assignedTo === command.to) return [];
      return [{ type: 'AlertAssigned', ...about(at, occasion), data: { ...data, to: command.to } }];
    case 'CommentAlert':
      return [{ type: 'AlertCommented', ...about(at, occasion), data: { ...data, text: command.text } }];
  }
}

function needFiring(which: string, { isFiring }: Firing): void {
  if (!isFiring) throw new Problem('not-firing', `${which} is not firing: there is nothing to be done about it`);
}

/** What every event of a part has; those of an alert are in order, whatever the part. */
function about(at: string, { alert }: Pick<Occasion, 'alert'>) {
  return { schema: 1, occurredAt: at, key: `alert-${alert}` } as const;
}
