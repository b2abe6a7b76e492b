import { dayTurns } from '#engine/schedule/timetable.js';
import type { Issue, Stretch } from '#engine/react/reaction.js';
import type { NamedEvent } from '#ledger/named/named.events.js';
import { ALERT_TYPES } from '../alerts/alert-rule.js';
import { METRIC_NAMES } from '../metrics/metric.names.js';
import type { BookReaction, BookSchedule, Fact, Ground } from '../reactions.js';
import { SEGMENT_TYPES } from '../segments/segment-types.js';
import { FIRING_EVENTS } from './firing.events.js';
import { JudgingRound } from './round.js';
import { watchedAlerts, type WatchedAlert } from './watched-alerts.js';

/** Milliseconds between two looks at the figures at least: the better part of the second within which a firing is to be seen. */
const EVERY = 400;
/** Permanent. */
const TURNS = 'firing.turns';
/** Turns of the day that are made up for after nothing ran, the last ones. */
const MAKE_UP = 400;
/** What changes the rules: what is over is judged anew, too, by those that changed. */
const RULES = new Set<string>(Object.values(ALERT_TYPES));
/** What changes what figures mean: then by all rules. */
const REDEFINING = new Set([
  METRIC_NAMES.types.set,
  METRIC_NAMES.types.retired,
  SEGMENT_TYPES.set,
  SEGMENT_TYPES.retired,
  'LifecyclePolicyPublished',
  'TierPolicyPublished',
]);

/** What a book that runs knows of its alerts between two looks. */
interface Known {
  /** As they are read; read anew where absent. */
  alerts?: readonly WatchedAlert[];
  /** Up to which position it was told what came. */
  to?: number;
  /** Whether anything has come since the last look that figures may count. */
  isDue: boolean;
  /** The rules by which what is over is to be judged anew. */
  redefined: 'all' | Set<string>;
}

const known = new WeakMap<Ground, Known>();

/** Judges rules whose windows last as facts arrive, and all of them when one is defined. */
export const JUDGING_FACTS: BookReaction = {
  name: 'firing.facts',
  follows: 'events',
  reads: RULES,
  every: EVERY,
  react: async (stretch, ground) => {
    const state = noted(stretch, ground);
    // What follows at once is looked at together with it.
    if (!(state.isDue || isRedefined(state)) || stretch.to < stretch.upTo) return [];
    const issues = await judgeNow(state, stretch, ground);
    state.isDue = false;
    state.redefined = new Set();
    // What is recorded of it comes back as a stretch, and they are read anew.
    return issues;
  },
};

/** Judges every rule when a business day is over, and when the next begins. */
export const JUDGING_TURNS: BookSchedule = {
  name: TURNS,
  makeUp: MAKE_UP,
  timetable: (calendar) => dayTurns(calendar),
  run: async ({ at }, ground) => {
    const today = ground.calendar.dayOf(at);
    // What was recorded before midnight is part of the day, and what became of the day before of its parts.
    await ground.settled();
    return judgeTurn(new JudgingRound(ground, 0), await watchedAlerts(ground), today);
  },
};

/** What has come, as far as it can make a difference. Nobody here knows what came before the process began, or to another one. */
function noted({ after, came, events }: Stretch, ground: Ground): Known {
  const before = known.get(ground);
  const state: Known = before?.to === after ? before : { isDue: true, redefined: 'all' };
  state.to = came.at(-1)?.position ?? after;
  known.set(ground, state);
  if (events.length > 0) delete state.alerts;
  for (const { data } of events) if (state.redefined !== 'all') state.redefined.add((data as NamedEvent['data']).id);
  for (const { type, envelope } of came) {
    if (RULES.has(type)) continue;
    if (REDEFINING.has(type)) state.redefined = 'all';
    if (Object.hasOwn(FIRING_EVENTS, type)) delete state.alerts;
    state.isDue ||= envelope.quiet !== true;
  }
  return state;
}

function isRedefined({ redefined }: Pick<Known, 'redefined'>): boolean {
  return redefined === 'all' || redefined.size > 0;
}

async function judgeNow(state: Known, { to }: Stretch, ground: Ground): Promise<readonly Issue<Fact>[]> {
  const { redefined } = state;
  const now = ground.now();
  const turns = await turnsDue(ground, now);
  if (turns.length > 0 || isRedefined(state)) {
    // As turns are judged in their time; and what a new policy makes of figures comes when they are made anew, without a further fact.
    await ground.settled();
    delete state.alerts;
  }
  // A look changes what it judges by: one that is repeated begins with what is recorded.
  const alerts = (state.alerts ??= await watchedAlerts(ground)).map((one) => ({ ...one, parts: new Map(one.parts) }));
  const round = new JudgingRound(ground, to);
  const issues: Issue<Fact>[] = [];
  for (const day of turns) issues.push(...(await judgeTurn(round, alerts, day)));
  const today = ground.calendar.dayOf(now.toISOString());
  const last = await round.sideBySide(alerts, async (alert) => {
    const isAnew = redefined === 'all' || redefined.has(alert.id);
    if (!isAnew && !state.isDue) return [];
    const isAtOnce = await round.isAtOnce(alert);
    if (isAtOnce === true) return round.now(alert, today);
    return isAnew && isAtOnce === false ? round.ended(alert, today - 1) : [];
  });
  return [...issues, ...last];
}

/** Judges rules by what the day before ended with, and by what a day begins with. */
function judgeTurn(round: JudgingRound, alerts: readonly WatchedAlert[], today: number) {
  return round.sideBySide(alerts, async (alert) => {
    const ended = alert.since < today ? await round.ended(alert, today - 1) : [];
    const began = (await round.isAtOnce(alert)) === true ? await round.began(alert, today) : [];
    return [...ended, ...began];
  });
}

/**
 * The business days whose turns have come and are not judged yet. Who judges by facts judges by those first: days are judged in order, and
 * what was over or fired on one of them did not do so today. Both record the same of them, which is there once.
 */
async function turnsDue(ground: Ground, now: Date): Promise<readonly number[]> {
  const ran = await ground.ranUpTo(TURNS);
  const turns = dayTurns(ground.calendar);
  if (ran === undefined || (turns.next(Date.parse(ran)) ?? Infinity) > now.getTime()) return [];
  const due = turns.last(now.getTime(), MAKE_UP).map((at) => new Date(at).toISOString());
  return due.filter((at) => at > ran).map((at) => ground.calendar.dayOf(at));
}
