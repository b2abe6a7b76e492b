import type { FastifyReply } from 'fastify';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { principal } from '#book/access/principal.js';
import { askerSignal } from '#book/reading/asker.js';
import { Lane } from '#engine/threads/lane.js';
import { FILE_FORMATS, type FileFormatName } from '#exports/formats.js';
import { Problem } from '#kernel/problem.js';
import { toAsker } from '#kernel/store-away.js';
import type { Row, Table } from '#kernel/table.js';
import { takenBy } from './taken.js';

/** Files that are made at a time until the first of their bytes is there; others wait. */
const PLACES = [1, 2];
const LIMITS = { waiting: 20, patience: 30_000, limit: 600_000 };
/** Files that are sent at a time: each holds some thousand rows. */
const MOST_OPEN = 50;
const LONGEST_NAME = 120;

/** Its rows are of what whoever asks may have in a day. @throws Problem `quota-exceeded` */
function counted(table: Table): Table {
  const allowance = principal()?.allowance;
  if (allowance === undefined) return table;
  allowance.file();
  async function* pages(): AsyncGenerator<readonly Row[]> {
    for await (const rows of table.pages) {
      allowance?.shown(rows.length);
      yield rows;
    }
  }
  return { ...table, pages: pages() };
}

/** Answers that are sent as files. */
export class Files {
  private readonly folder: string;
  private readonly lane = new Lane(PLACES, LIMITS);
  private open = 0;

  /** @param scratch a folder that is empty when the process starts */
  constructor(
    scratch: string,
    private readonly onFault: (error: unknown) => void,
  ) {
    this.folder = join(scratch, 'exports');
  }

  /** The body of an answer, when the first bytes are there: until then what goes wrong is a problem like any other. @throws Problem */
  async send(
    make: () => Promise<Table>,
    { format, bom }: { readonly format: FileFormatName; readonly bom: boolean },
    reply: FastifyReply,
  ): Promise<Readable> {
    if (this.open >= MOST_OPEN)
      throw new Problem('overloaded', `${String(MOST_OPEN)} files are being sent already: ask again in a moment`);
    this.open++;
    try {
      const table = counted(await make());
      const { type, extension } = FILE_FORMATS[format];
      const bytes = FILE_FORMATS[format].write(table, { folder: this.folder, bom });
      const first = await this.begun(bytes);
      const name = table.name.replace(/[^\w.-]+/g, '-').slice(0, LONGEST_NAME);
      void reply
        .header('content-type', type)
        .header('content-disposition', `attachment; filename="${name}.${extension}"`);
      return takenBy(reply, this.pieces(first, bytes));
    } catch (error) {
      this.open--;
      throw toAsker(error);
    }
  }

  /** What waits to be made is refused. */
  close(): void {
    this.lane.close();
  }

  private async begun(bytes: AsyncGenerator<Uint8Array>): Promise<Uint8Array | undefined> {
    try {
      return await this.lane.use(async () => valueOf(await bytes.next()), askerSignal());
    } catch (error) {
      // When it has ended what it is at.
      bytes.return(undefined).catch(this.onFault);
      throw error;
    }
  }

  private pieces(first: Uint8Array | undefined, bytes: AsyncGenerator<Uint8Array>) {
    let begun: readonly Uint8Array[] = first === undefined ? [] : [first];
    const next = async (): Promise<Uint8Array | undefined> => {
      const [piece] = begun;
      begun = [];
      if (piece !== undefined) return piece;
      try {
        return valueOf(await bytes.next());
      } catch (error) {
        // The status is sent: that the connection breaks off is all that its client hears.
        this.onFault(error);
        throw error;
      }
    };
    const drop = async (): Promise<void> => {
      this.open--;
      await bytes.return(undefined);
    };
    return { next, drop };
  }
}

function valueOf({ done, value }: IteratorResult<Uint8Array, unknown>): Uint8Array | undefined {
  return done === true ? undefined : value;
}
