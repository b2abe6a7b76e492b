interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly retryAfter: string | null;
}

/** Somebody who sends facts and questions to an api, and sees what its log has. */
export class ApiUser {
  constructor(private readonly url: string) {}

  /** The status of an answer, with the code of a problem and when to ask again. @throws Error if it takes longer than so many milliseconds */
  async inTime(ms: number, method: string, path: string, body?: object): Promise<string> {
    const json = { 'content-type': 'application/json' };
    const init = body === undefined ? {} : { headers: json, body: JSON.stringify(body) };
    const {
      status,
      body: said,
      retryAfter,
    } = await this.send(path, {
      method,
      signal: AbortSignal.timeout(ms),
      ...init,
    });
    if (status < 400) return String(status);
    return `${String(status)} ${String(said['code'])}, again in ${String(retryAfter)} s`;
  }

  bulk(lines: readonly object[]): Promise<Answer> {
    const headers = { 'content-type': 'application/x-ndjson' };
    const body = lines.map((line) => JSON.stringify(line)).join('\n');
    return this.send('/v1/bulk', { method: 'POST', headers, body });
  }

  /** The last position of the log. */
  async tail(): Promise<number> {
    return Number((await this.send('/v1/log?limit=1', {})).body['tail']);
  }

  /** The ids of all customers that the log has registered, as often as it has. */
  async recorded(): Promise<readonly string[]> {
    return (await this.facts()).flatMap(({ type, claim }) => (type === 'CustomerRegistered' ? [claim] : []));
  }

  /** Every event of the log, with the id that its caller gave it. */
  async facts(): Promise<readonly { readonly type: string; readonly claim: string }[]> {
    const facts: { readonly type: string; readonly claim: string }[] = [];
    for (let after = '0'; ;) {
      const { body } = await this.send(`/v1/log?limit=1000&after=${after}`, {});
      const { events, next } = body as { readonly events: typeof facts; readonly next: string | null };
      facts.push(...events);
      if (next === null) return facts;
      after = next;
    }
  }

  private async send(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(this.url + path, init);
    const body = (await response.json()) as Answer['body'];
    return { status: response.status, body, retryAfter: response.headers.get('retry-after') };
  }
}
