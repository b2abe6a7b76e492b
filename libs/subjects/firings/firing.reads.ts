import { Type } from 'typebox';
import { decodeId, encodeCursor } from '#figures/cursor.js';
import { oneOf } from '#kernel/answer-schema.js';
import type { AlertRule } from '../alerts/alert-rule.js';
import type { Days } from '../alerts/alert-window.js';
import { systemMetric } from '../alerts/system-metrics.js';
import { catalogueOfSaid } from '../catalogue-of-said.js';
import { NO_PARAMETERS, reads, type BookSize, type ReadOn } from '../read.js';
import type { Course } from './backtest.js';
import {
  ALERT_HISTORY,
  ALERT_LIST,
  ALERT_SHOWN,
  type AlertHistory,
  type AlertPart,
  type AlertShown,
} from './firing.answers.js';
import { alertNamed, allAlerts, firingsOf, partsOf, type KeptAlert } from './kept.js';
import type { KeptFiring, KeptPart } from './firing.facts.js';
import { lateFirings, type LateFiring } from './late-firings.js';
import { STATES, stateOf } from './part-state.js';
import { seenToday, sightsOn } from './seen-on.js';

const looksAt = (_asked: unknown, { events }: BookSize) => ({ facts: events });

/** What is shown of alerts: one with its figures, all with those parts that fired, and each time that one fired. */
export const FIRING_READS = {
  showAlert: reads({
    path: 'alerts/:id',
    scope: 'read',
    parameters: NO_PARAMETERS,
    answers: ALERT_SHOWN,
    versioned: true,
    asksFacts: true,
    example: { summary: 'An alert and how its parts stand', id: 'revenue' },
    looksAt,
    async answer({ id, today, now }, on): Promise<AlertShown> {
      const alert = await alertNamed(id, on.views);
      const kept = new Map((await partsOf(on.views, id)).map((part) => [part.part, part]));
      const shown = (part: string): AlertPart => shownPart(kept.get(part) ?? { alert: id, part }, alert, now);
      if (systemMetric(alert.rule.metric) !== undefined)
        return { ...shownAlert(alert), parts: systemParts(alert, kept).map(shown) };
      let judgedAt = '0';
      const known = { ...on, catalogue: await catalogueOfSaid(alert.rule, on) };
      const sights = sightsOn(alert.rule, known, today, (position) => (judgedAt = position));
      const seen = await seenToday(alert.rule, sights, known, today);
      const names = [...new Set([...seen.parts, ...kept.keys()])].toSorted();
      const parts = names.map((part) => ({ ...shown(part), value: seen.of(part).value }));
      return { ...shownAlert(alert), parts, judgedAt };
    },
  }),
  listAlerts: reads({
    path: 'alerts',
    scope: 'read',
    parameters: Type.Object({
      state: Type.Optional(oneOf(STATES, 'only those of which a part is in this state; ok: of which none fires')),
      limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
      cursor: Type.Optional(Type.String()),
    }),
    answers: ALERT_LIST,
    example: { summary: 'All alerts, with the parts that ever fired', query: { state: 'ok' } },
    async answer({ parameters: { state, limit, cursor }, asked, now }, { views }) {
      const parts = Map.groupBy(await partsOf(views), ({ alert }) => alert);
      const found: AlertShown[] = [];
      for await (const alert of allAlerts(views, decodeId(asked, cursor))) {
        const shown = (parts.get(alert.id) ?? []).map((part) => shownPart(part, alert, now));
        if (!isIn(state, shown)) continue;
        if (found.length === limit) return { alerts: found, next: encodeCursor(asked, found.at(-1)?.id ?? '') };
        found.push({ ...shownAlert(alert), parts: shown });
      }
      return { alerts: found, next: null };
    },
  }),
  showAlertHistory: reads({
    path: 'alerts/:id/history',
    scope: 'read',
    parameters: Type.Object({
      days: Type.Integer({
        minimum: 0,
        maximum: 400,
        default: 31,
        description: 'how many days back late facts are looked for that would have made it fire',
      }),
      limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
      cursor: Type.Optional(Type.String()),
    }),
    answers: ALERT_HISTORY,
    asksFacts: true,
    example: { summary: 'Each time that an alert fired', id: 'revenue', query: { days: '7' } },
    looksAt: ({ parameters: { days } }, { events }) => ({ facts: events * Math.max(1, days) }),
    async answer({ id, parameters: { days, limit, cursor }, asked, today }, on): Promise<AlertHistory> {
      const { rule } = await alertNamed(id, on.views);
      const all = await firingsOf(on.views, id);
      const before = decodeId(asked, cursor);
      const older = all.filter(({ firedAtPosition }) => before === undefined || firedAtPosition < Number(before));
      const page = older.toReversed().slice(0, limit);
      const isFirst = before === undefined && days > 0;
      const late = isFirst ? await lateSince(rule, courseOf(all), { from: today - days, to: today }, on) : [];
      const next = older.length > limit ? encodeCursor(asked, String(page.at(-1)?.firedAtPosition)) : null;
      return {
        id,
        firings: page.map(shownFiring),
        wouldHaveFired: [...late],
        next,
      };
    },
  }),
};

/** What came too late to fire: nothing of what the system says of itself, which nobody knows later. */
async function lateSince(rule: AlertRule, live: Course, days: Days, on: ReadOn): Promise<readonly LateFiring[]> {
  if (systemMetric(rule.metric) !== undefined) return [];
  const known = { ...on, catalogue: await catalogueOfSaid(rule, on) };
  const metric = known.catalogue.metricNamed(rule.metric);
  return lateFirings({ rule, metric, sights: sightsOn(rule, known, days.to), live, ...days });
}

/** The parts that are known of a rule about the system: what they are at now is seen by who judges them. */
function systemParts({ rule }: KeptAlert, kept: ReadonlyMap<string, KeptPart>): readonly string[] {
  const parts = [...kept.keys()].toSorted();
  return rule.by === undefined && parts.length === 0 ? [''] : parts;
}

/** What an alert did. */
export function courseOf(firings: readonly KeptFiring[]): Course {
  return {
    firings: firings.map(({ firedFor: day, part, value }) => ({ day, part, value })),
    resolutions: firings.flatMap(({ part, resolved }) =>
      resolved === undefined ? [] : [{ day: resolved.for, part, value: resolved.value }],
    ),
  };
}

function isIn(state: (typeof STATES)[number] | undefined, parts: readonly AlertPart[]): boolean {
  if (state === undefined) return true;
  return state === 'ok' ? parts.every((part) => part.state === 'ok') : parts.some((part) => part.state === state);
}

function shownAlert({ id, version, position, recordedAt, rule }: KeptAlert): Omit<AlertShown, 'parts'> {
  return { id, version, position: String(position), recordedAt, ...rule };
}

function shownPart(kept: KeptPart, { recordedAt }: KeptAlert, now: string): AlertPart {
  const { part, firing, quietUntil, assignedTo } = kept;
  const last = firing?.resolved ?? firing;
  return {
    part,
    state: stateOf(kept, now),
    value: last?.value ?? null,
    since: firing?.resolved?.at ?? firing?.firedAt ?? recordedAt,
    occasion: firing?.occasion ?? 0,
    ...(firing !== undefined && { firedFor: firing.firedFor }),
    ...(firing?.resolved !== undefined && { resolvedFor: firing.resolved.for }),
    ...(quietUntil !== undefined && { quietUntil }),
    ...(assignedTo !== undefined && { assignedTo }),
  };
}

function shownFiring(firing: KeptFiring): AlertHistory['firings'][number] {
  const { alert: _alert, title: _title, channels: _told, firedAtPosition: _at, position, ...shown } = firing;
  return { ...shown, position: String(position) };
}
