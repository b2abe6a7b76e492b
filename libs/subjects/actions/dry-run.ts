import { Type } from 'typebox';
import { decodeId, encodeCursor } from '#figures/cursor.js';
import { findAll } from '#kernel/ports/find-all.js';
import { Problem } from '#kernel/problem.js';
import { parseDay } from '#kernel/time/calendar.js';
import { reads, type ReadOn } from '../read.js';
import { DECISIONS_SHOWN, type DecisionShown } from './action.answers.js';
import { DECISIONS, type KeptDecision } from './action.facts.js';
import { counts, decided, type Past, type Reason } from './decision.js';
import { judged, type Judged } from './occasions.js';
import { needVersion, versionOf } from './versions.js';

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
  looksAt: (_asked, { events }) => ({ journals: events }),
  answer: async ({ id, parameters: { from, to, limit, cursor }, asked, today }, on) => {
    const days = { from: dayOf('from', from) ?? missing('from'), to: dayOf('to', to) ?? today };
    const current = await needVersion(id, on);
    const version = versionOf(current);
    const after = Number(decodeId(asked, cursor) ?? -1);
    const pasts = await pastsBefore(id, days.from, on);
    const found: { readonly position: number; readonly decision: DecisionShown }[] = [];
    const stretch = { after: 0, upTo: Infinity, ...days };
    for await (const occasion of judged(version.rule.on.fact, () => version, stretch, on)) {
      const past = pasts.get(occasion.customer) ?? [];
      const reason = decided(occasion.verdict, occasion.year, occasion.once, past);
      if (counts(reason)) pasts.set(occasion.customer, [...past, occasion.year]);
      if (occasion.position <= after) continue;
      found.push({ position: occasion.position, decision: shownOf(occasion, reason) });
      if (found.length > limit) break;
    }
    const page = found.slice(0, limit);
    const next = found.length > limit ? encodeCursor(asked, String(page.at(-1)?.position)) : null;
    return { decisions: page.map(({ decision }) => decision), next };
  },
});

function shownOf(
  { at, customer, id: occasion, version, tasks, actions }: Judged,
  reason: Reason | undefined,
): DecisionShown {
  return reason === undefined
    ? {
        at,
        customer,
        occasion,
        decision: 'taken',
        version,
        tasks: [...tasks],
        ...(actions && { actions: [...actions] }),
      }
    : { at, customer, occasion, decision: 'skipped', reason, version };
}

/** What it did before a day, by customer: what `once` goes on from. */
async function pastsBefore(id: string, from: number, { views, calendar }: ReadOn): Promise<Map<string, Past>> {
  const pasts = new Map<string, Past>();
  for await (const { body } of findAll(views, DECISIONS, { where: { automation: id } })) {
    const { at, customer, year, reason } = body as object as KeptDecision;
    if (calendar.dayOf(at) >= from || !counts(reason)) continue;
    pasts.set(customer, [...(pasts.get(customer) ?? []), year]);
  }
  return pasts;
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
