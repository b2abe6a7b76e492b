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

/** Takes facts, one JSON text each. */
export type Send = (lines: readonly string[]) => Promise<BulkAnswer>;

/** The server could not be reached for too long. */
class Unreachable extends Error {
  constructor(url: string, cause: unknown) {
    super(
      `${url} cannot be reached (${(cause as Error).message}); start the same command again: what is recorded is passed over`,
      { cause },
    );
    this.name = 'Unreachable';
  }
}

/** Milliseconds between tries: about half a minute in all. */
const WAITS = [200, 500, 1_000, 2_000, 4_000, 8_000, 15_000];

/** Sends lines; while the server is away, again and again: what was recorded already is a repetition. */
export async function sendBulk(url: string, lines: readonly string[]): Promise<BulkAnswer> {
  const body = `${lines.join('\n')}\n`;
  for (let attempt = 0; ; attempt++) {
    try {
      return await post(url, body);
    } catch (error) {
      const wait = WAITS[attempt];
      if (error instanceof Refused) throw error;
      if (wait === undefined) throw new Unreachable(url, error);
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

/** The server answered, but not with a result. */
class Refused extends Error {}

async function post(url: string, body: string): Promise<BulkAnswer> {
  const response = await fetch(`${url}/v1/bulk`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body,
  });
  const text = await response.text();
  if (response.status === 200) return JSON.parse(text) as BulkAnswer;
  const said = `${url}/v1/bulk answered ${String(response.status)}: ${text.slice(0, 500)}`;
  throw response.status >= 500 ? new Error(said) : new Refused(said);
}
