import { batchesOf } from './batches.js';
import { claimKey, claimOf, type Streams } from './claim.js';
import type { BulkResult, Operations } from './generated/index.js';
import { isAwayOrFailed, persistently, type Persistence } from './persistence.js';
import { ProblemError } from './problem.js';
import { jsonIn, send, textOf, type Transport } from './transport.js';

/** A fact that was refused, which stops none of the others; its line is which of those given it is, from 1. */
export type Refusal = BulkResult['errors'][number];

/** Facts that are settled: each is recorded, was recorded before, or is refused. */
export interface Settled extends BulkResult {
  /** How many facts. */
  readonly lines: number;
}

/** What a server that takes facts is asked for. */
export interface BulkServer extends Pick<Operations, 'readLog' | 'showMe'> {
  readonly transport: Transport;
  readonly streams: Streams;
}

/** How many facts are recorded. */
export interface BulkOptions extends Persistence {
  /** They are history: no alert fires for them. */
  readonly quiet?: boolean;
}

/**
 * Sends facts, part after part, as fast as they are recorded and what is yielded is taken; goes on by itself while the server or its log is
 * away. Each fact is counted once: one that was recorded by a request whose answer was lost, or behind the line it ended at, is no
 * duplicate when it is sent again.
 * @throws what ended it; all that was yielded before is settled
 */
export async function* recordAll(
  server: BulkServer,
  facts: Iterable<object | string> | AsyncIterable<object | string>,
  { quiet = false, ...persistence }: BulkOptions,
): AsyncGenerator<Settled, void, undefined> {
  const again: Again = (ask, onFailure) => persistently(ask, persistence, isAwayOrFailed, onFailure);
  let begun = (await again(() => server.showMe())).position;
  let before = 0;
  for await (const lines of batchesOf(facts)) {
    let highest = begun;
    for await (const part of new Batch(
      { server, begun, path: `/v1/bulk${quiet ? '?quiet=true' : ''}`, signal: persistence.signal, again },
      lines,
    ).settle()) {
      yield { ...part, errors: shifted(part.errors, before) };
      highest = String(Math.max(Number(highest), Number(part.position)));
    }
    // Everything recorded from now on comes after it.
    begun = highest;
    before += lines.length;
  }
}

type Again = <Answer>(ask: () => Promise<Answer>, onFailure?: () => void) => Promise<Answer>;

/** Where and how a batch is sent. */
interface Way {
  readonly server: BulkServer;
  /** Of the request. */
  readonly path: string;
  /** The end of the log before any of it was sent. */
  readonly begun: string;
  readonly signal: AbortSignal | undefined;
  readonly again: Again;
}

/** Lines of one request, and of those that go on where it ended. */
class Batch {
  constructor(
    private readonly way: Way,
    private readonly lines: readonly string[],
  ) {}

  async *settle(): AsyncGenerator<Settled> {
    let settled = 0;
    // Of the lines that are left some may be recorded.
    let isUnsure = false;
    while (settled < this.lines.length) {
      const rest = this.lines.slice(settled);
      const { nextLine, ...answer } = await this.way.again(
        () => this.post(rest),
        () => (isUnsure = true),
      );
      const lines = rest.slice(0, nextLine - 1);
      const counts = isUnsure && answer.duplicates > 0 ? await this.recount(answer, lines, settled) : answer;
      yield { ...counts, errors: shifted(counts.errors, settled), lines: lines.length };
      settled += lines.length;
      isUnsure = true;
    }
  }

  /** @throws where nothing was settled */
  private async post(lines: readonly string[]): Promise<BulkResult & { readonly nextLine: number }> {
    const { server, path, signal } = this.way;
    const { transport } = server;
    const sent = {
      method: 'POST',
      path,
      type: 'application/x-ndjson',
      body: `${lines.join('\n')}\n`,
      signal,
    };
    try {
      const response = await send(transport, sent);
      const text = await textOf(transport, sent, response);
      const counts = jsonIn(text, transport.url + sent.path, response.status) as BulkResult;
      return { ...counts, nextLine: lines.length + 1 };
    } catch (error) {
      const { nextLine = 1, ...counts } = stoppedAt(error);
      if (nextLine > 1) return { ...(counts as BulkResult), nextLine };
      throw error;
    }
  }

  /**
   * The counts of lines some of which an earlier request of ours has recorded: what is in the log since then is no duplicate. Who may not
   * look there has them as duplicates.
   */
  private async recount(answer: BulkResult, lines: readonly string[], settled: number): Promise<BulkResult> {
    const { server } = this.way;
    const recorded = await this.recordedSince().catch(whereHidden);
    if (recorded === undefined) return answer;
    const claims = (some: readonly string[]): readonly string[] => some.map((line) => claimOf(line, server.streams));
    const counted = new Set(claims(this.lines.slice(0, settled)));
    const ours = new Set(claims(lines).filter((claim) => !counted.has(claim)));
    const accepted = [...ours].filter((claim) => recorded.has(claim)).length;
    return { ...answer, accepted, duplicates: answer.accepted + answer.duplicates - accepted };
  }

  /** The claims that the log has had since it was begun. */
  private async recordedSince(): Promise<ReadonlySet<string>> {
    const { server, begun, again } = this.way;
    const recorded = new Set<string>();
    for (let after: string | null = begun; after !== null;) {
      const from: string = after;
      const page = await again(() => server.readLog({ after: from, limit: 1_000 }));
      for (const { stream, claim } of page.events) recorded.add(claimKey(stream, claim));
      after = page.next;
    }
    return recorded;
  }
}

function whereHidden(error: unknown): undefined {
  if (error instanceof ProblemError && error.status === 403) return undefined;
  throw error;
}

/** What a request says that ended before its lines did. */
function stoppedAt(error: unknown): Partial<BulkResult> & { readonly nextLine?: number } {
  return error instanceof ProblemError ? error.members : {};
}

function shifted(errors: readonly Refusal[], before: number): readonly Refusal[] {
  return errors.map((error) => ({ ...error, line: error.line + before }));
}
