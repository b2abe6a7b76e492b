import { issueKey } from '#book/access/access-desk.js';
import { Stage } from './stage.js';

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Sent {
  readonly key?: string | undefined;
  readonly body?: unknown;
  readonly lines?: readonly object[];
  /** Of the body, where that is not what those of its kind have. */
  readonly type?: string | undefined;
}

/** A server that asks for keys, and what is sent to it. */
export class Guarded {
  readonly stage = new Stage();
  private made = 0;

  /** A walk over all routes is no flood, however fast the machine is: a test of rates sets them. */
  async start(limits: Parameters<Stage['start']>[1] = { failures: Infinity }, settings = {}): Promise<void> {
    await this.stage.start({ TALLY_AUTH: 'required', TALLY_RATE_QUESTIONS: '1000000', ...settings }, limits);
  }

  /** A key, issued as whoever has the log can. */
  async key(...scopes: readonly string[]): Promise<string> {
    return this.issue({ id: `key-${String(this.made++)}`, name: 'one', scopes });
  }

  async issue(body: object): Promise<string> {
    const { secret } = await issueKey(this.stage.book, body);
    return secret ?? '';
  }

  async ask(method: string, path: string, { key, body, lines, type: own }: Sent = {}): Promise<Reply> {
    const type = own ?? (lines === undefined ? 'application/json' : 'application/x-ndjson');
    const content =
      lines?.map((line) => JSON.stringify(line)).join('\n') ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(this.stage.url + path, {
      method,
      headers: {
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...(content !== undefined && { 'content-type': type }),
      },
      ...(content !== undefined && { body: content }),
    });
    const { status, headers } = response;
    if (headers.get('content-type') === 'text/event-stream') {
      await response.body?.cancel();
      return { status, headers, text: '', body: {} };
    }
    const text = await response.text();
    // Lines of JSON are none.
    const isJson = /[/+]json\b/.test(headers.get('content-type') ?? '');
    return { status, headers, text, body: isJson ? (JSON.parse(text) as Reply['body']) : {} };
  }

  /** As `201`, or `403 forbidden`. */
  async outcome(method: string, path: string, sent: Sent = {}): Promise<string> {
    const { status, body } = await this.ask(method, path, sent);
    return typeof body['code'] === 'string' ? `${String(status)} ${body['code']}` : String(status);
  }
}
