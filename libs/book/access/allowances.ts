import { LRUCache } from 'lru-cache';
import { Problem } from '#kernel/problem.js';
import { isEmit, isOfBook, type Needed } from '#kernel/scopes.js';
import type { Settings } from '#platform/settings.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { Quota } from '#subjects/access/access.events.js';
import { DayQuota, type Limited } from './day-quota.js';
import { TokenBucket } from './token-bucket.js';

/** What is rationed apart, so that who asks never stops who records. */
export type Rationed = 'questions' | 'facts';

/** Seconds of what somebody may have in a second that may be had at once. */
const AT_ONCE = 10;
/** Units that a question takes whatever it is about. */
const A_QUESTION = 1;
const MOST_PRINCIPALS = 10_000;
/** What of a day's quota is for what. */
const OF_DAY: Readonly<Record<Rationed, readonly Limited[]>> = { questions: ['cost', 'rows'], facts: ['facts'] };
const A_DAY = 86_400;

/** What rations what needs something; undefined for what is not rationed. */
export function rationed(needs: Needed): Rationed | undefined {
  if (!isOfBook(needs)) return undefined;
  return isEmit(needs) ? 'facts' : 'questions';
}

/** What one principal may still ask and record, in this process. */
export class Allowance {
  private readonly buckets: Readonly<Record<Rationed, TokenBucket>>;
  private readonly now: () => number;
  private readonly under = new Map<string, number>();
  /** What is left of the day. */
  readonly day: DayQuota;

  constructor(rates: Settings['rates'], calendar: ConstructorParameters<typeof DayQuota>[0], clock: () => Date) {
    this.day = new DayQuota(calendar, clock);
    this.now = () => clock().getTime();
    const { now } = this;
    const bucket = (perSecond: number): TokenBucket => new TokenBucket(perSecond * AT_ONCE, perSecond, now());
    this.buckets = { questions: bucket(rates.questions), facts: bucket(rates.facts) };
  }

  /** A request comes. @throws Problem `quota-exceeded`, `rate-limited` */
  begin(what: Rationed): void {
    this.day.need(...OF_DAY[what]);
    const wait = this.wait(what);
    if (wait > 0) throw tooMany(what, this.buckets[what], wait);
    if (what === 'questions') this.spend(what, A_QUESTION);
  }

  /**
   * A question is about to take a turn. @param units that it is reckoned to cost @param most of one lane that one principal may have
   * @returns to be called when it has ended @throws Problem `quota-exceeded`, `rate-limited`
   */
  question(lane: string, units: number, most: number): () => void {
    this.day.need('cost');
    const under = this.under.get(lane) ?? 0;
    if (under >= most)
      throw new Problem(
        'rate-limited',
        `${String(most)} questions of this key are being worked on or wait, half of what there is room for: wait for some of them`,
      );
    this.under.set(lane, under + 1);
    this.spend('questions', units);
    return () => this.under.set(lane, (this.under.get(lane) ?? 1) - 1);
  }

  /** A fact is about to be recorded. @returns to be called where it was not new @throws Problem `quota-exceeded` */
  fact(): () => void {
    this.day.need('facts');
    this.spend('facts', 1);
    return () => {
      this.buckets.facts.giveBack(1);
      this.day.giveBack('facts', 1);
    };
  }

  /** A file is about to be made. @throws Problem `quota-exceeded` */
  file(): void {
    this.day.need('exports');
    this.day.take('exports', 1);
  }

  /** So many rows or things are shown. */
  shown(rows: number): void {
    this.day.take('rows', rows);
  }

  /** Whole seconds until a request is let in; 0 for now. */
  wait(what: Rationed): number {
    const bucket = this.buckets[what].wait(this.now());
    return this.day.gone(OF_DAY[what]) === undefined ? bucket : Math.max(bucket, this.day.wait);
  }

  /** As headers of `draft-ietf-httpapi-ratelimit-headers` say it. */
  headers(what: Rationed): Readonly<Record<'ratelimit' | 'ratelimit-policy', string>> {
    const { [what]: bucket } = this.buckets;
    const now = this.now();
    const days = this.daysLeft(what);
    const policy = [`"${what}";q=${String(bucket.capacity)};w=${String(AT_ONCE)}`];
    const left = [`"${what}";r=${String(bucket.left(now))};t=${String(bucket.untilFull(now))}`];
    for (const [name, limit, rest] of days) {
      policy.push(`"${name}-per-day";q=${String(limit)};w=${String(A_DAY)}`);
      left.push(`"${name}-per-day";r=${String(rest)};t=${String(this.day.wait)}`);
    }
    return { 'ratelimit-policy': policy.join(', '), ratelimit: left.join(', ') };
  }

  private daysLeft(what: Rationed): readonly (readonly [Limited, number, number])[] {
    return OF_DAY[what].flatMap((name) => {
      const { [name]: limit } = this.day.limits;
      return limit === undefined ? [] : [[name, limit, this.day.left(name) ?? 0] as const];
    });
  }

  private spend(what: Rationed, units: number): void {
    this.buckets[what].take(units, this.now());
    this.day.take(what === 'facts' ? 'facts' : 'cost', units);
  }
}

/** What each principal may still ask and record, in this process. */
export class Allowances {
  private readonly known = new LRUCache<string, Allowance>({ max: MOST_PRINCIPALS });

  constructor(
    private readonly rates: Settings['rates'],
    private readonly calendar: Pick<Calendar, 'dayOf' | 'startOf'>,
    private readonly clock: () => Date,
  ) {}

  /** @param quota of a day, as it is now */
  of(principal: string, quota: Quota = {}): Allowance {
    const known = this.known.get(principal) ?? new Allowance(this.rates, this.calendar, this.clock);
    this.known.set(principal, known);
    known.day.limits = quota;
    return known;
  }
}

function tooMany(what: Rationed, { perSecond }: TokenBucket, wait: number): Problem {
  const unit = what === 'facts' ? 'facts' : 'units of reckoned cost';
  return new Problem(
    'rate-limited',
    `this key may have ${String(perSecond)} ${unit} a second and has had more of late: ask again in ${String(wait)} s`,
  );
}
