import { setTimeout as sleep } from 'node:timers/promises';
import { claimedBy } from '#ledger/bulk.js';
import { COMMANDS } from '#subjects/tables.js';
import { askServer, lastPosition, ServerTrouble, Unreachable } from './api-client.js';

/** What became of some lines: the answer of `/v1/bulk`. */
export interface BulkAnswer {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly position: string;
  /** `line` counts the lines sent, from 1. */
  readonly errors: readonly {
    readonly line: number;
    readonly id: string;
    readonly code: string;
    readonly detail: string;
  }[];
}

/** What became of lines, of which only the first may be settled. */
export interface Sent extends BulkAnswer {
  readonly settled: number;
  /** Why the others are not. */
  readonly brokenBy?: Error;
}

/** Takes facts, one JSON text each. */
export type Send = (lines: readonly string[]) => Promise<Sent>;

/** Milliseconds between tries, the last one again and again, and for how long while nothing is settled. */
const WAITS = [200, 500, 1_000, 2_000, 5_000];
const PATIENCE = 120_000;

const NOTHING: BulkAnswer = { accepted: 0, duplicates: 0, rejected: 0, position: '0', errors: [] };

/** It takes nothing for now. */
class Away extends Error {}

function isAway(error: unknown): error is Error {
  return [Away, ServerTrouble, Unreachable].some((kind) => error instanceof kind);
}

export interface BulkClientOptions {
  /** Told when the server takes nothing for now, and when it goes on. */
  readonly tell?: (line: string) => void;
  /** Ends what is under way. */
  readonly signal?: AbortSignal;
  readonly waits?: readonly number[];
  readonly patience?: number;
}

/**
 * Sends facts to a server, part after part, and goes on by itself while that or its log is away. Each fact is counted once: one that was
 * recorded by a request whose answer was lost, or behind the line it ended at, is no duplicate when it is sent again.
 */
export class BulkClient {
  /** Everything recorded from now on comes after it. */
  private position: string | undefined;

  constructor(
    private readonly url: string,
    private readonly options: BulkClientOptions = {},
  ) {}

  async send(lines: readonly string[]): Promise<Sent> {
    let sum = NOTHING;
    let settled = 0;
    try {
      const begun = (this.position ??= await this.persistently(() => lastPosition(this.url)));
      // Of the lines that are left some may be recorded.
      let unsure = false;
      while (settled < lines.length) {
        const rest = lines.slice(settled);
        const answer = await this.persistently(
          () => this.post(rest),
          () => (unsure = true),
        );
        const { nextLine = rest.length + 1 } = answer;
        const part = rest.slice(0, nextLine - 1);
        const again = unsure && answer.duplicates > 0;
        const earlier = lines.slice(0, settled);
        const counts = again ? await this.persistently(() => this.recount(answer, part, earlier, begun)) : answer;
        sum = joined(sum, counts, settled);
        settled += part.length;
        unsure = true;
      }
      this.position = String(Math.max(Number(begun), Number(sum.position)));
      return { ...sum, settled };
    } catch (error) {
      return { ...sum, settled, brokenBy: error as Error };
    }
  }

  /** @throws Away where nothing was settled and trying again may help */
  private async post(lines: readonly string[]): Promise<BulkAnswer & { readonly nextLine?: number }> {
    const { status, text } = await this.request(`${lines.join('\n')}\n`);
    if (status === 200) return JSON.parse(text) as BulkAnswer;
    const { nextLine = 1, ...said } = problemIn(text);
    if (nextLine > 1) return { ...(said as BulkAnswer), nextLine };
    const why = said.detail ?? `${this.url}/v1/bulk answered ${String(status)}: ${text.slice(0, 500)}`;
    throw status >= 500 || status === 408 ? new Away(why) : new Error(why);
  }

  /** @throws Unreachable, or the reason of the signal */
  private async request(body: string): Promise<{ readonly status: number; readonly text: string }> {
    const { signal = null } = this.options;
    const headers = { 'content-type': 'application/x-ndjson' };
    try {
      const response = await fetch(`${this.url}/v1/bulk`, { method: 'POST', headers, body, signal });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      signal?.throwIfAborted();
      throw new Unreachable(this.url, error);
    }
  }

  /** The counts of lines some of which an earlier request of ours has recorded: what is in the log since then is no duplicate. */
  private async recount(
    { accepted, duplicates, ...answer }: BulkAnswer,
    lines: readonly string[],
    earlier: readonly string[],
    begun: string,
  ): Promise<BulkAnswer> {
    const counted = new Set(earlier.map(claimOf));
    const ours = new Set(lines.map(claimOf).filter((claim) => !counted.has(claim)));
    const recorded = new Set<string>();
    for (let after: string | null = begun; after !== null;) {
      const page: { readonly events: readonly { stream: string; claim: string }[]; readonly next: string | null } =
        await askServer(this.url, `/v1/log?limit=1000&after=${after}`);
      for (const { stream, claim } of page.events) recorded.add(keyOf(stream, claim));
      after = page.next;
    }
    const own = [...ours].filter((claim) => recorded.has(claim)).length;
    return { ...answer, accepted: own, duplicates: accepted + duplicates - own };
  }

  /** What is answered, asked for again while it is not. @param onFailure told of each failure @throws the last one */
  private async persistently<Answer>(ask: () => Promise<Answer>, onFailure?: () => void): Promise<Answer> {
    const { tell, signal, waits = WAITS, patience = PATIENCE } = this.options;
    const since = Date.now();
    for (let attempt = 0; ; attempt++) {
      try {
        signal?.throwIfAborted();
        const answer = await ask();
        if (attempt > 0) tell?.('it goes on');
        return answer;
      } catch (error) {
        if (!isAway(error)) throw error;
        onFailure?.();
        const left = patience - (Date.now() - since);
        if (left <= 0) throw error;
        if (attempt === 0) tell?.(`${error.message}; trying again for ${String(Math.ceil(left / 1_000))} s`);
        await sleep(waits[Math.min(attempt, waits.length - 1)], undefined, { ...(signal && { signal }) }).catch(
          () => undefined,
        );
      }
    }
  }
}

function joined(sum: BulkAnswer, part: BulkAnswer, before: number): BulkAnswer {
  return {
    accepted: sum.accepted + part.accepted,
    duplicates: sum.duplicates + part.duplicates,
    rejected: sum.rejected + part.rejected,
    position: String(Math.max(Number(sum.position), Number(part.position))),
    errors: [...sum.errors, ...part.errors.map((error) => ({ ...error, line: error.line + before }))],
  };
}

/** What a problem says, as far as it is one. */
function problemIn(text: string): Partial<BulkAnswer> & { readonly detail?: string; readonly nextLine?: number } {
  try {
    return JSON.parse(text) as ReturnType<typeof problemIn>;
  } catch {
    return {};
  }
}

/** Where a line's fact is found in the log; what is no fact is nowhere. */
function claimOf(line: string): string {
  try {
    const claim = claimedBy(JSON.parse(line), COMMANDS);
    return claim === undefined ? '' : keyOf(claim.stream, claim.id);
  } catch {
    return '';
  }
}

function keyOf(stream: string, claim: string): string {
  return JSON.stringify([stream, claim]);
}
