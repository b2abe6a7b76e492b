import type { UploadPart } from '#book/importing/upload.js';
import { Problem } from '#kernel/problem.js';

const LINE_END = '\r\n';
/** Bytes of what stands before the content of a part. */
const MOST_HEADERS = 16_384;

/**
 * The parts of a `multipart/form-data` (RFC 7578), one after another, each read as it comes: a part that is left for the next one is passed over.
 * @throws Problem `invalid-request` for what is none, and for one that ends before its end
 */
export async function* formParts(chunks: AsyncIterable<Buffer>, boundary: string): AsyncGenerator<UploadPart> {
  const reader = new FormReader(chunks);
  const end = Buffer.from(`${LINE_END}--${boundary}`);
  try {
    // What stands before the first part is for people.
    await passOver(reader.until(end));
    while (!(await reader.isLast())) {
      const named = partNamed(await reader.headers());
      const content = reader.until(end);
      yield { ...named, chunks: content };
      await passOver(content);
    }
  } finally {
    await reader.close();
  }
}

async function passOver(chunks: AsyncIterable<Buffer>): Promise<void> {
  for await (const _chunk of chunks);
}

/** The bytes of a form, read up to what ends a part of it. */
class FormReader {
  private readonly chunks: AsyncIterator<Buffer>;
  /** As if a line had ended before the first one: a form begins with what ends a part. */
  private held: Buffer = Buffer.from(LINE_END);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.chunks = chunks[Symbol.asyncIterator]();
  }

  /** What comes before an end, which is taken with it. */
  async *until(end: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.held.indexOf(end);
      if (at !== -1) {
        const last = this.held.subarray(0, at);
        this.held = this.held.subarray(at + end.length);
        if (last.length > 0) yield last;
        return;
      }
      // The end may have begun in its last bytes.
      const sure = this.held.length - end.length + 1;
      if (sure > 0) {
        const whole = this.held.subarray(0, sure);
        this.held = this.held.subarray(sure);
        yield whole;
      }
      await this.more();
    }
  }

  /** Whether what was taken last ends the form. */
  async isLast(): Promise<boolean> {
    while (this.held.length < 2) await this.more();
    return this.held.subarray(0, 2).toString('latin1') === '--';
  }

  /** What is said of the part that begins, without the empty line after it. */
  async headers(): Promise<string> {
    const end = Buffer.from(LINE_END + LINE_END);
    let at = this.held.indexOf(end);
    while (at === -1 && this.held.length <= MOST_HEADERS) {
      await this.more();
      at = this.held.indexOf(end);
    }
    if (at === -1 || at > MOST_HEADERS) throw noForm('what is said of a part is too long');
    const headers = this.held.subarray(0, at).toString('utf8');
    this.held = this.held.subarray(at + end.length);
    return headers;
  }

  /** Nothing more of it is read. */
  async close(): Promise<void> {
    await this.chunks.return?.();
  }

  private async more(): Promise<void> {
    const next = await this.chunks.next();
    if (next.done === true) throw noForm('it ends before its last part does');
    this.held = this.held.length === 0 ? next.value : Buffer.concat([this.held, next.value]);
  }
}

function partNamed(headers: string): Pick<UploadPart, 'field' | 'fileName'> {
  const said = /^content-disposition:\s*form-data(;.*)$/im.exec(headers)?.[1] ?? '';
  const field = parameterOf(said, 'name');
  if (field === undefined) throw noForm('a part of it has no name');
  const fileName = parameterOf(said, 'filename');
  return { field, ...(fileName !== undefined && { fileName }) };
}

/** As browsers write it: a quote in it is %22, of older clients one after a backslash. */
function parameterOf(said: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}=(?:"((?:\\\\"|[^"])*)"|([^\\s;"]+))`, 'i').exec(said);
  const text = found?.[1] ?? found?.[2];
  return text?.replaceAll('\\"', '"').replace(/%22/g, '"');
}

function noForm(why: string): Problem {
  return new Problem('invalid-request', `the body is no form (multipart/form-data): ${why}`);
}
