import type { Issue, Stretch } from '#engine/react/reaction.js';
import { contentHash } from '#kernel/canonical.js';
import type { RecordedEvent } from '#kernel/event.js';
import { namedTypes } from '#ledger/named/named.events.js';
import { present } from '#ledger/command.js';
import { TRIGGERS, type Automation } from '../automations/automation.js';
import { follows } from '../automations/doing/doings.js';
import type { BookReaction, Fact, Ground } from '../reactions.js';
import type { ActionTaken } from './action.events.js';
import type { OccasionsShown } from './occasions.reads.js';

/** Automations asked for at a time. */
const PAGE = 1_000;
/** What may be an occasion. */
const TRIGGERING = new Set<string>(Object.values(TRIGGERS));

/** What changes which automations there are. */
const CHANGING = new Set<string>(Object.values(namedTypes('Automation')));

export type Listed = Automation & { readonly id: string; readonly version: number };

/** Decides about what was recorded, each occasion once. */
export const DECIDING: BookReaction = {
  name: 'action.decisions',
  follows: 'events',
  reads: CHANGING,
  react: async (stretch, ground) => {
    const { after, to, came, events } = stretch;
    const all = await knownAutomations(stretch, ground);
    const types = new Set(came.filter(({ envelope }) => envelope.quiet !== true).map(({ type }) => type));
    const said = new Set(events.map(idOf));
    if (said.size === 0 && ![...types].some((type) => TRIGGERING.has(type))) return [];
    const issues: Issue<Fact>[] = [];
    for (const listed of all)
      if (mayDecide(listed, types, said)) issues.push(...(await decisionsOf(listed.id, { after, upTo: to }, ground)));
    return issues;
  },
};

/** Whether an automation may act on a stretch with facts of these types, in which these automations were said. */
function mayDecide({ id, on, version }: Listed, types: ReadonlySet<string>, said: ReadonlySet<unknown>): boolean {
  if ('now' in on && said.has(id)) return true;
  // It may have been about other facts then.
  if (version > 1) return [...types].some((type) => TRIGGERING.has(type));
  return 'fact' in on && types.has(TRIGGERS[on.fact]);
}

function idOf({ data }: RecordedEvent): unknown {
  return data['id'];
}

/** Does what was decided, each under the name of its occasion: after the decision is recorded, and by that alone. */
export const ACTING: BookReaction = {
  name: 'action.tasks',
  follows: 'events',
  reads: new Set<ActionTaken['type']>(['ActionTaken']),
  react: async ({ events }, ground) => {
    const issues: Issue<Fact>[] = [];
    for (const event of events) {
      if (!isTaken(event)) continue;
      const { data } = event;
      const name = contentHash([data.automation, data.customer, data.occasion]);
      issues.push(...(await follows(data, data, name, ground)));
    }
    return issues;
  },
};

function isTaken(event: RecordedEvent): event is RecordedEvent & ActionTaken {
  return event.type === 'ActionTaken';
}

/** What a book that runs knows of its automations between two stretches, and up to which position. */
const known = new WeakMap<Ground, { readonly to: number; readonly all: readonly Listed[] }>();

/** Read anew where one was changed, or where another process may have been told so. */
async function knownAutomations({ after, to, events }: Stretch, ground: Ground): Promise<readonly Listed[]> {
  const before = known.get(ground);
  const isSame = before?.to === after && events.length === 0;
  const all = isSame ? before.all : await automations(ground);
  known.set(ground, { to, all });
  return all;
}

/** As they are now. */
export async function automations(ground: Ground): Promise<readonly Listed[]> {
  const found: Listed[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const asked = { limit: PAGE, ...(cursor !== undefined && { cursor }) };
    const page = (await ground.read('listAutomations', '', {}, asked)) as {
      readonly automations: readonly Listed[];
      readonly next: string | null;
    };
    found.push(...page.automations);
    cursor = page.next;
  }
  return found;
}

async function decisionsOf(
  automation: string,
  stretch: { readonly after: number; readonly upTo: number },
  ground: Ground,
): Promise<readonly Issue<Fact>[]> {
  const issues: Issue<Fact>[] = [];
  // Other readers of the log may be ahead, and a stretch have gaps: it is gone through as far as it reaches.
  for (let { after } = stretch; after < stretch.upTo; after += PAGE) {
    const asked = { after, upTo: stretch.upTo };
    const { occasions } = (await ground.read('listOccasions', automation, {}, asked)) as OccasionsShown;
    issues.push(...occasions.map((occasion) => decisionOf(automation, occasion)));
  }
  return issues;
}

/** The decision about an occasion, to be made once. */
export function decisionOf(automation: string, occasion: OccasionsShown['occasions'][number]): Issue<Fact> {
  const { id, customer, at, year, version, causes, verdict, once, cap, messages, tasks, actions } = occasion;
  const decided = { automation, version, customer, occasion: id, at, year, ...present({ causes }) };
  return {
    command: { type: 'DecideAction', data: { decided, ...present({ verdict, once, cap, messages, tasks, actions }) } },
  };
}
