import { setTimeout as sleep } from 'node:timers/promises';
import { nextEventId } from '#kernel/event-ids.js';
import type { ApiUser } from './api-user.js';
import { liesOf, type Answer, type Sample } from './honesty.js';

export interface CallersOptions {
  /** Of the api. */
  readonly url: string;
  /** Whose `/readyz` is compared with what callers see: the api's unless given. */
  readonly watched?: string;
  readonly writers?: number;
  readonly askers?: number;
  /** What askers ask in turn; all of them have to be answered where nothing is away. */
  readonly questions?: readonly string[];
  /** Milliseconds between two requests of one caller. */
  readonly pause?: number;
  /** Milliseconds in which `/readyz` may still say what was true before: see `liesOf`. */
  readonly tolerance?: number;
  /** Troubles that are none of this test's, such as figures that nobody feeds. */
  readonly ignored?: RegExp;
}

/** What was seen of a process under load. `lies` and `late` have to be empty. */
export interface Verdict {
  readonly lies: readonly string[];
  /** Requests that took longer than a caller is made to wait, and those without an answer. */
  readonly late: readonly string[];
  /** Longest wait for an answer, in milliseconds; of `/readyz` too. */
  readonly slowest: number;
  /** How often callers got each answer: `201`, or as `503 log-unavailable, again in 2 s`. */
  readonly said: ReadonlyMap<string, number>;
  /** Callers who were refused. */
  readonly refused: readonly string[];
  /** The facts that were answered with 200 or 201, as lines of a bulk request. */
  readonly acknowledged: readonly BulkLine[];
}

/** The events that facts of callers become. */
const EVENTS = { RegisterCustomer: 'CustomerRegistered', RecordSale: 'SaleRecorded' } as const;

export interface BulkLine {
  readonly type: keyof typeof EVENTS;
  readonly data: { readonly id: string; readonly [field: string]: unknown };
}

const WAITS_AT_MOST = 5_000;
const GIVES_UP = 15_000;
const SAMPLE_EVERY = 100;
/** Lines of one bulk request. */
const AT_ONCE = 5_000;
const QUESTIONS = ['/v1/customers?limit=5', '/v1/query?metrics=orders,customers.registered', '/v1/events?limit=5'];

/**
 * Callers of an api through an outage of a store: 24 writers who send a fact until it is acknowledged and then the next, 8 askers, and one
 * who samples `/readyz`. Begin with `new Callers({url})` and `await callers.served()`; break the store, wait until the outage is seen
 * (`await callers.refused()`, or for anything that shows it), mend it, and `await callers.served(10_000)`: every caller has to be served
 * within that time. At the end `const verdict = await callers.stop()` says what went wrong (`lies`, `late`, unexpected answers in `said`)
 * and which facts were acknowledged. Whether these are in the log, each once, is for the test to ask: `ApiUser.claims()`; sent again
 * (`ApiUser.bulk(verdict.acknowledged)`) all are duplicates.
 */
export class Callers {
  /** Begins the id of every fact they send. */
  readonly name = `c${nextEventId().slice(-8)}`;
  private readonly answers: Answer[] = [];
  private readonly samples: Sample[] = [];
  private readonly said = new Map<string, number>();
  private readonly late: string[] = [];
  private readonly acknowledged: BulkLine[] = [];
  private readonly callers: readonly string[];
  private readonly working: Promise<unknown>;
  private slowest = 0;
  private isOver = false;

  constructor(private readonly options: CallersOptions) {
    const { writers = 24, askers = 8 } = options;
    const named = (kind: string, count: number) => Array.from({ length: count }, (_, i) => `${kind} ${String(i)}`);
    const [write, ask] = [named('writer', writers), named('asker', askers)];
    this.callers = [...write, ...ask];
    this.working = Promise.all([
      ...write.map((caller, i) => this.write(caller, i)),
      ...ask.map((caller, i) => this.ask(caller, i)),
      this.sample(),
    ]);
  }

  /** How many facts are acknowledged so far. */
  get count(): number {
    return this.acknowledged.length;
  }

  /** Resolves when every caller, or those of a kind, was served since now. @throws Error naming those who were not within `ms` */
  async served(ms = 30_000, callers = /./): Promise<void> {
    const [since, asked] = [this.answers.length, performance.now()];
    await this.until(ms, 'not served', () => {
      const served = this.answers.slice(since).filter((answer) => answer.served && answer.asked >= asked);
      return this.without(served).filter((caller) => callers.test(caller));
    });
  }

  /** Resolves when so many callers were refused since now: all writers, unless given. @throws Error if not within `ms` */
  async refused(callers: RegExp = /^writer/, ms = 30_000): Promise<void> {
    const since = this.answers.length;
    await this.until(ms, 'not refused', () => {
      const refused = this.answers.slice(since).filter(({ served }) => !served);
      return this.without(refused).filter((caller) => callers.test(caller));
    });
  }

  /** Ends when everybody has the answer to what he sent last, writers the acknowledgement. */
  async stop(): Promise<Verdict> {
    this.isOver = true;
    await this.working;
    const { said, late, slowest, acknowledged } = this;
    const lies = liesOf(this.samples, this.answers, this.options.tolerance ?? 2_500);
    const refused = new Set(this.answers.flatMap(({ caller, served: got }) => (got ? [] : [caller])));
    return { lies, late, slowest: Math.round(slowest), said, refused: [...refused], acknowledged };
  }

  private without(answers: readonly Answer[]): readonly string[] {
    const found = new Set(answers.map(({ caller }) => caller));
    return this.callers.filter((caller) => !found.has(caller));
  }

  private async until(ms: number, what: string, missing: () => readonly string[]): Promise<void> {
    const end = performance.now() + ms;
    while (missing().length > 0) {
      if (performance.now() > end) {
        const said = JSON.stringify([...this.said]);
        const last = JSON.stringify(this.samples.at(-1));
        throw new Error(`${what} within ${String(ms)} ms: ${missing().join(', ')}; answers ${said}, /readyz ${last}`);
      }
      await sleep(20);
    }
  }

  private async write(caller: string, number: number): Promise<void> {
    for (let i = 0; !this.isOver; i++) {
      for (const line of this.factsOf(`${this.name}-${String(number)}-${String(i)}`)) {
        while (!(await this.request(caller, pathOf(line), line.data))) await this.pause();
        this.acknowledged.push(line);
        await this.pause();
      }
    }
  }

  /** One that only its own stream is asked about, and one that looks at another. */
  private factsOf(id: string): readonly BulkLine[] {
    const lines = [{ product: 'tea', quantity: 1, unitPrice: '4.15' }];
    return [
      { type: 'RegisterCustomer', data: { id } },
      { type: 'RecordSale', data: { id, customerId: id, occurredAt: new Date().toISOString(), lines } },
    ];
  }

  private async ask(caller: string, number: number): Promise<void> {
    const questions = this.options.questions ?? QUESTIONS;
    for (let i = number; !this.isOver; i++) {
      await this.request(caller, questions[i % questions.length] ?? '');
      await this.pause();
    }
  }

  private async pause(): Promise<void> {
    await sleep(this.options.pause ?? 50);
  }

  /** @returns whether it was served */
  private async request(caller: string, path: string, body?: object): Promise<boolean> {
    const json = { 'content-type': 'application/json' };
    const init = body === undefined ? {} : { method: 'POST', headers: json, body: JSON.stringify(body) };
    const { asked, answered, said } = await this.timed(caller, this.options.url + path, init);
    const served = said.startsWith('2');
    this.said.set(said, (this.said.get(said) ?? 0) + 1);
    this.answers.push({ caller, asked, answered, served });
    return served;
  }

  private async sample(): Promise<void> {
    const { watched = this.options.url, ignored } = this.options;
    while (!this.isOver) {
      const { answered, said, body } = await this.timed('/readyz', `${watched}/readyz`, {});
      const all = (body['troubles'] as readonly string[] | undefined) ?? [said];
      const troubles = all.filter((trouble) => ignored?.test(trouble) !== true);
      this.samples.push({ answered, ready: troubles.length === 0, troubles });
      await sleep(SAMPLE_EVERY);
    }
  }

  private async timed(caller: string, url: string, init: RequestInit) {
    const asked = performance.now();
    const { said, body } = await answerOf(url, init);
    const answered = performance.now();
    this.slowest = Math.max(this.slowest, answered - asked);
    if (answered - asked > WAITS_AT_MOST || said.startsWith('no answer'))
      this.late.push(`${caller}: ${said} after ${String(Math.round(answered - asked))} ms`);
    return { asked, answered, said, body };
  }
}

async function answerOf(url: string, init: RequestInit) {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(GIVES_UP) });
    const body = (await response.json()) as Readonly<Record<string, unknown>>;
    const again = `${String(body['code'])}, again in ${String(response.headers.get('retry-after'))} s`;
    return { said: response.ok ? String(response.status) : `${String(response.status)} ${again}`, body };
  } catch (error) {
    return { said: `no answer: ${String(error)}`, body: {} };
  }
}

function pathOf({ type }: BulkLine): string {
  return type === 'RegisterCustomer' ? '/v1/customers' : '/v1/sales';
}

/** What the log has of the callers' facts that was never acknowledged, lacks of those that were, has twice, or takes as new once more. */
export async function differenceFrom(
  callers: Callers,
  { acknowledged }: Verdict,
  user: ApiUser,
): Promise<readonly string[]> {
  const wanted = new Set(acknowledged.map(({ type, data }) => `${EVENTS[type]} ${data.id}`));
  const found = (await user.facts()).filter(({ claim }) => claim.startsWith(`${callers.name}-`));
  const differences: string[] = [];
  for (const { type, claim } of found)
    if (!wanted.delete(`${type} ${claim}`)) differences.push(`too much: ${type} ${claim}`);
  differences.push(...[...wanted].map((fact) => `lost: ${fact}`));
  for (let from = 0; from < acknowledged.length; from += AT_ONCE) {
    const lines = acknowledged.slice(from, from + AT_ONCE);
    const { status, body } = await user.bulk(lines);
    const again = JSON.stringify([status, body['duplicates'], body['rejected']]);
    if (again !== JSON.stringify([200, lines.length, 0])) differences.push(`sent again: ${again}`);
  }
  return differences;
}
