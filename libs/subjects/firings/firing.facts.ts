import { positionId } from '#kernel/position-id.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { Document } from '#kernel/ports/views.js';
import type { Ground } from '#kernel/projection.js';
import type { Facts } from '../facts.js';
import type { AlertFired, Fired, FiringEvent } from './firing.events.js';
import { partId } from './part-id.js';

/** Permanent: what has become of each part, and each time that one fired. */
export const PARTS = 'alert_parts';
export const FIRINGS_KEPT = 'alert_firings';

/** What people said about a firing. */
export type Note = {
  readonly kind: 'acknowledged' | 'snoozed' | 'assigned' | 'commented';
  /** RFC 3339 in UTC. */
  readonly at: string;
  readonly by?: string;
  readonly until?: string;
  readonly to?: string;
  readonly text?: string;
};

/** One time that a part fired, with what became of it. */
export type KeptFiring = Fired & {
  readonly firedAt: string;
  readonly firedAtPosition: number;
  readonly resolved?: { readonly at: string; readonly for: string; readonly value: string | number | null };
  readonly notes: readonly Note[];
};

/** A part as it stands. */
export type KeptPart = {
  readonly alert: string;
  readonly part: string;
  /** The last one; absent where it never fired. */
  readonly firing?: KeptFiring;
  readonly quietUntil?: string;
  readonly assignedTo?: string;
};

type Recorded = RecordedEvent & FiringEvent;

/** Each part with its last firing, and all firings. */
export const firingFacts: Facts<Recorded> = {
  of: (event) => event as Recorded,
  fold: () => ({
    fold: async (events, _recorded, ground) => {
      const parts = new Map<string, KeptPart>();
      const firings = new Map<number, KeptFiring>();
      for (const event of events) {
        const { alert, part } = event.data;
        const id = partId(alert, part);
        const before = parts.get(id) ?? (await keptOf(id, ground)) ?? { alert, part };
        const after = changed(before, event);
        parts.set(id, after);
        if (after.firing !== undefined) firings.set(after.firing.firedAtPosition, after.firing);
      }
      return { facts: [], documents: [...documentsOf(PARTS, parts), ...documentsOf(FIRINGS_KEPT, firings)] };
    },
    reset: () => undefined,
  }),
};

async function keptOf(id: string, ground: Ground): Promise<KeptPart | undefined> {
  const [document] = await ground.get(PARTS, [id]);
  return document?.body as KeptPart | undefined;
}

function changed(before: KeptPart, event: Recorded): KeptPart {
  const { recordedAt: at } = event;
  switch (event.type) {
    case 'AlertFired': {
      const { assignedTo: _before, ...rest } = before;
      return { ...rest, firing: begun(event) };
    }
    case 'AlertResolved': {
      const { resolvedFor, value } = event.data;
      return {
        ...before,
        ...(before.firing && { firing: { ...before.firing, resolved: { at, for: resolvedFor, value } } }),
      };
    }
    case 'AlertAcknowledged':
      return noted(before, event, { kind: 'acknowledged' });
    case 'AlertSnoozed':
      return { ...noted(before, event, { kind: 'snoozed', until: event.data.until }), quietUntil: event.data.until };
    case 'AlertAssigned':
      return { ...noted(before, event, { kind: 'assigned', to: event.data.to }), assignedTo: event.data.to };
    case 'AlertCommented':
      return noted(before, event, { kind: 'commented', text: event.data.text });
  }
}

function begun({ data, recordedAt, position }: RecordedEvent & AlertFired): KeptFiring {
  return { ...data, firedAt: recordedAt, firedAtPosition: position, notes: [] };
}

/** What is said before a part ever fired is in the journal only. */
function noted(
  before: KeptPart,
  { recordedAt: at, envelope: { actor } }: Recorded,
  note: Omit<Note, 'at' | 'by'>,
): KeptPart {
  if (before.firing === undefined) return before;
  const notes = [...before.firing.notes, { at, ...(actor !== undefined && { by: actor }), ...note }];
  return { ...before, firing: { ...before.firing, notes } };
}

function documentsOf(collection: string, kept: ReadonlyMap<string | number, KeptPart | KeptFiring>) {
  return [...kept].map(([id, body]): { collection: string; document: Document } => ({
    collection,
    document: { id: typeof id === 'number' ? positionId(id) : id, fields: { alert: body.alert }, body },
  }));
}
