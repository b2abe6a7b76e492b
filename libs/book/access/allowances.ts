import { LRUCache } from 'lru-cache';
import { Problem } from '#kernel/problem.js';
import { isEmit, isOfBook, type Needed } from '#kernel/scopes.js';
import type { Settings } from '#platform/settings.js';
import { TokenBucket } from './token-bucket.js';

/** What is rationed apart, so that who asks never stops who records. */
export type Rationed = 'questions' | 'facts';

/** Seconds of what somebody may have in a second that may be had at once. */
const AT_ONCE = 10;
/** Units that a question takes whatever it is about. */
const A_QUESTION = 1;
const MOST_PRINCIPALS = 10_000;

/** What rations what needs something; undefined for what is not rationed. */
export function rationed(needs: Needed): Rationed | undefined {
  if (!isOfBook(needs)) return undefined;
  return isEmit(needs) ? 'facts' : 'questions';
}

/** What one principal may still ask and record, in this process. */
export class Allowance {
  private readonly buckets: Readonly<Record<Rationed, TokenBucket>>;
  private readonly under = new Map<string, number>();

  constructor(
    rates: Settings['rates'],
    private readonly now: () => number,
  ) {
    const bucket = (perSecond: number): TokenBucket => new TokenBucket(perSecond * AT_ONCE, perSecond, now());
    this.buckets = { questions: bucket(rates.questions), facts: bucket(rates.facts) };
  }

  /** A request comes. @throws Problem `rate-limited` */
  begin(what: Rationed): void {
    const wait = this.wait(what);
    if (wait > 0) throw tooMany(what, this.buckets[what], wait);
    if (what === 'questions') this.spend(what, A_QUESTION);
  }

  /**
   * A question is about to take a turn. @param units that it is reckoned to cost @param most of one lane that one principal may have
   * @returns to be called when it has ended @throws Problem `rate-limited`
   */
  question(lane: string, units: number, most: number): () => void {
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

  /** A fact is about to be recorded. @returns to be called where it was not new */
  fact(): () => void {
    this.spend('facts', 1);
    return () => this.buckets.facts.giveBack(1);
  }

  /** Whole seconds until a request is let in; 0 for now. */
  wait(what: Rationed): number {
    return this.buckets[what].wait(this.now());
  }

  /** As headers of `draft-ietf-httpapi-ratelimit-headers` say it. */
  headers(what: Rationed): Readonly<Record<'ratelimit' | 'ratelimit-policy', string>> {
    const { [what]: bucket } = this.buckets;
    const now = this.now();
    return {
      'ratelimit-policy': `"${what}";q=${String(bucket.capacity)};w=${String(AT_ONCE)}`,
      ratelimit: `"${what}";r=${String(bucket.left(now))};t=${String(bucket.untilFull(now))}`,
    };
  }

  private spend(what: Rationed, units: number): void {
    this.buckets[what].take(units, this.now());
  }
}

/** What each principal may still ask and record, in this process. */
export class Allowances {
  private readonly known = new LRUCache<string, Allowance>({ max: MOST_PRINCIPALS });

  constructor(
    private readonly rates: Settings['rates'],
    private readonly clock: () => Date,
  ) {}

  of(principal: string): Allowance {
    const known = this.known.get(principal) ?? new Allowance(this.rates, () => this.clock().getTime());
    this.known.set(principal, known);
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
