import { DuckDBTimestampTZValue, type DuckDBAppender, type DuckDBConnection } from '@duckdb/node-api';
import { positionId } from '#kernel/position-id.js';
import type { Json } from '#kernel/event.js';
import type { ViewStore } from '#kernel/ports/views.js';

/** Of the table beside the facts that has the envelopes of all events. */
const TABLE = 'journal_events';
/** Documents read at a time. */
const PAGE = 5_000;

/** Copies envelopes from the journal of a version into a table of its index: as many as are asked for, when somebody asks. */
export class JournalFollower {
  private position = 0;

  private constructor(
    private readonly connection: DuckDBConnection,
    private readonly store: Pick<ViewStore, 'find'>,
    private readonly collection: string,
  ) {}

  /** @param connection for nobody else */
  static async on(
    connection: DuckDBConnection,
    store: Pick<ViewStore, 'find'>,
    collection: string,
  ): Promise<JournalFollower> {
    await connection.run(
      `CREATE TABLE IF NOT EXISTS ${TABLE} (position BIGINT NOT NULL, type VARCHAR NOT NULL, occurred TIMESTAMPTZ NOT NULL, ` +
        'recorded TIMESTAMPTZ NOT NULL, stream VARCHAR NOT NULL)',
    );
    const follower = new JournalFollower(connection, store, collection);
    const last = await connection.runAndReadAll(`SELECT coalesce(max(position), 0) FROM ${TABLE}`);
    follower.position = Number(last.getRows()[0]?.[0] ?? 0);
    return follower;
  }

  /** Takes over what there is up to a position. For one caller at a time. */
  async follow(to: number): Promise<void> {
    while (this.position < to) {
      const page = await this.store.find(this.collection, { after: positionId(this.position), limit: PAGE });
      const due = page.map(({ body }) => envelopeOf(body)).filter(({ position }) => position <= to);
      await this.append(due);
      this.position = due.length < PAGE ? to : (due.at(-1)?.position ?? to);
    }
  }

  close(): void {
    this.connection.closeSync();
  }

  private async append(envelopes: readonly Envelope[]): Promise<void> {
    if (envelopes.length === 0) return;
    const appender = await this.connection.createAppender(TABLE);
    try {
      for (const envelope of envelopes) appendTo(appender, envelope);
    } finally {
      // What it has is one transaction.
      appender.closeSync();
    }
  }
}

/** SELECTs all envelopes up to a position. */
export function journalTable(to: number): string {
  return `SELECT * FROM main.${TABLE} WHERE position <= ${String(to)}`;
}

interface Envelope {
  readonly position: number;
  readonly type: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly stream: string;
}

function envelopeOf(body: Json): Envelope {
  return body as unknown as Envelope;
}

function appendTo(appender: DuckDBAppender, { position, type, occurredAt, recordedAt, stream }: Envelope): void {
  appender.appendBigInt(BigInt(position));
  appender.appendVarchar(type);
  appender.appendTimestampTZ(instantOf(occurredAt));
  appender.appendTimestampTZ(instantOf(recordedAt));
  appender.appendVarchar(stream);
  appender.endRow();
}

function instantOf(text: string): DuckDBTimestampTZValue {
  return new DuckDBTimestampTZValue(BigInt(Date.parse(text)) * 1_000n);
}
