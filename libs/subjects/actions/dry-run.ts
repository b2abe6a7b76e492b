import { Type } from 'typebox';
import { decodeId, encodeCursor } from '#figures/cursor.js';
import { findAll } from '#kernel/ports/find-all.js';
import { Problem } from '#kernel/problem.js';
import { parseDay } from '#kernel/time/calendar.js';
import { reads, type ReadOn } from '../read.js';
import { DECISIONS_SHOWN, type DecisionShown } from './action.answers.js';
import { DECISIONS, type KeptDecision } from './action.facts.js';
import { acts, countedOf, counts, decided, type Past, type Reason } from './decision.js';
import { dryWalk } from './dry-walk.js';
import type { Judged } from './occasions.js';
import { needVersion, versionsOf } from './versions.js';

const date = (description: string) => Type.Optional(Type.String({ minLength: 10, maxLength: 10, description }));

/** What an automation, as it is now, would have decided about what was recorded on some days: nothing is done. */
export const DRY_RUN = reads({
  path: 'automations/:id/dry-run',
  posted: true,
  parameters: Type.Object({
    from: date('The first business day on which occasions became known; needed.'),
    to: date('The last; today where absent.'),
    limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
    cursor: Type.Optional(Type.String()),
  }),
  answers: DECISIONS_SHOWN,
  asksFacts: true,
  example: {
    summary: 'On whom an automation would have acted',
    id: 'thank-you',
    query: { from: '2024-01-01', to: '2024-06-30' },
  },
  looksAt: (_asked, { events, customers }) => ({ journals: events, documents: customers }),
  answer: async ({ id, parameters: { from, to, limit, cursor }, asked, today, now }, on) => {
    const days = { from: dayOf('from', from) ?? missing('from'), to: dayOf('to', to) ?? today, now: Date.parse(now) };
    const tried = await triedOf(id, on);
    const after = decodeId(asked, cursor) ?? '';
    const done = await doneBefore(id, days.from, on);
    const found: { readonly place: string; readonly decision: DecisionShown }[] = [];
    for await (const { place, judged } of dryWalk(tried, days, on)) {
      const { occasions, past } = done.get(judged.customer) ?? { occasions: new Set(), past: [] };
      // What a fact takes back comes again when that is taken back: it is the same occasion.
      if (occasions.has(judged.id)) continue;
      const counted = countedOf(judged);
      const reason = decided(judged.verdict, counted, judged, past);
      const isCounted = counts(reason);
      done.set(judged.customer, {
        occasions: occasions.add(judged.id),
        past: isCounted ? [...past, counted] : past,
      });
      if (place <= after) continue;
      found.push({ place, decision: shownOf(judged, reason) });
      if (found.length > limit) break;
    }
    const page = found.slice(0, limit);
    const next = found.length > limit ? encodeCursor(asked, page.at(-1)?.place ?? '') : null;
    return { decisions: page.map(({ decision }) => decision), next };
  },
});

async function triedOf(id: string, on: ReadOn) {
  const versions = await versionsOf(await needVersion(id, on), on);
  const [version, begun] = [versions.at(-1), versions.findLast(({ begins }) => begins)];
  if (version === undefined || begun === undefined) throw new Error(`no version of ${id} can be read`);
  return { version, begun };
}

function shownOf(
  { at, customer, id: occasion, version, causes, tasks, actions }: Judged,
  reason: Reason | undefined,
): DecisionShown {
  const about = { at, customer, occasion };
  const led = { version, ...(causes && { causes: [...causes] }) };
  if (!acts(reason)) return { ...about, decision: 'skipped', reason, ...led };
  const noted = { ...(reason && { reason }), ...(actions && { actions: [...actions] }) };
  return { ...about, decision: 'taken', ...led, tasks: [...tasks], ...noted };
}

/** What it decided of a customer. */
interface Done {
  readonly occasions: Set<string>;
  readonly past: Past;
}

/** What it decided before a day, by customer: what `once` goes on from. */
async function doneBefore(id: string, from: number, { views, calendar }: ReadOn): Promise<Map<string, Done>> {
  const all = new Map<string, Done>();
  for await (const { body } of findAll(views, DECISIONS, { where: { automation: id } })) {
    const decision = body as object as KeptDecision;
    const { at, customer, occasion, reason } = decision;
    if (calendar.dayOf(at) >= from) continue;
    const { occasions, past } = all.get(customer) ?? { occasions: new Set(), past: [] };
    all.set(customer, {
      occasions: occasions.add(occasion),
      past: counts(reason) ? [...past, countedOf(decision)] : past,
    });
  }
  return all;
}

function dayOf(field: string, text: string | undefined): number | undefined {
  const day = text === undefined ? undefined : parseDay(text);
  if (text === undefined || day !== undefined) return day;
  const detail = 'must be a date such as "2024-01-31"';
  throw new Problem('invalid-request', `${field} ${detail}`, [{ field, detail }]);
}

function missing(field: string): never {
  throw new Problem('invalid-request', `${field} is required`, [{ field, detail: 'is required' }]);
}
