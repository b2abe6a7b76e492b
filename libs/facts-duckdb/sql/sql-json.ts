import { Problem } from '#kernel/problem.js';
import type { SqlRows } from './sql-rows.js';

/** An answer as the bytes of its JSON, in pieces. */
export interface SqlJson {
  readonly pieces: readonly Uint8Array<ArrayBuffer>[];
  readonly bytes: number;
}

/** What an answer may have. */
export interface SqlMost {
  readonly rows: number;
  readonly bytes: number;
}

/** Characters encoded at a time. */
const PIECE = 128_000;

/** @throws Problem `sql-too-large` */
export async function sqlJson({ columns, batches }: SqlRows, position: number, most: SqlMost): Promise<SqlJson> {
  const text = new Pieces(most.bytes);
  text.add(`{"columns":${JSON.stringify(columns)},"rows":[`);
  const keys = columns.map(({ name }, i) => `${i === 0 ? '{' : ','}${JSON.stringify(name)}:`);
  let count = 0;
  for await (const rows of batches()) {
    if (count + rows.length > most.rows) throw tooMany(`${String(most.rows)} rows`);
    for (const row of rows)
      text.add(
        `${count++ === 0 ? '' : ','}${row.map((value, i) => `${keys[i] ?? ''}${JSON.stringify(value)}`).join('')}}`,
      );
  }
  text.add(`],"meta":{"position":"${String(position)}"}}`);
  return text.end();
}

function tooMany(most: string): Problem {
  return new Problem(
    'sql-too-large',
    `the answer has more than ${most}: add up more, narrow the WHERE, or end it with a LIMIT`,
  );
}

class Pieces {
  private readonly encoder = new TextEncoder();
  private readonly pieces: Uint8Array<ArrayBuffer>[] = [];
  private bytes = 0;
  private text = '';

  constructor(private readonly most: number) {}

  add(text: string): void {
    this.text += text;
    if (this.text.length >= PIECE) this.flush();
  }

  end(): SqlJson {
    this.flush();
    return { pieces: this.pieces, bytes: this.bytes };
  }

  private flush(): void {
    const piece = this.encoder.encode(this.text);
    this.text = '';
    this.bytes += piece.length;
    if (this.bytes > this.most) throw tooMany(`${String(this.most / 1_000_000)} MB`);
    this.pieces.push(piece);
  }
}
