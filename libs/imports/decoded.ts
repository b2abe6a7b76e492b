import { ImportError } from './import-error.js';

/** A text in some encoding: what to call it, and its bytes, as often as they are wanted. */
export interface Encoded {
  readonly name: string;
  /** A label of the WHATWG list; a byte order mark says more. */
  readonly encoding: string;
  readonly open: () => AsyncIterable<Buffer>;
}

/** @throws ImportError for a label that nobody knows */
export function checkEncoding(label: string): void {
  try {
    new TextDecoder(label);
  } catch {
    throw new ImportError(
      `there is no encoding ${label}; possible are utf-8, windows-1252, iso-8859-15, shift_jis and the like`,
    );
  }
}

/** The text in UTF-8, as it is read. @throws ImportError naming the line and column of the first byte that is not of the encoding */
export async function* decoded(text: Encoded): AsyncIterable<Buffer> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  // Where the chunk before the present one begins: a character may reach from there into the next.
  let [before, present, end] = [0, 0, 0];
  try {
    for await (const chunk of withWholeMark(text.open())) {
      [before, present, end] = [present, end, end + chunk.length];
      decoder ??= new TextDecoder(encodingOf(chunk, text.encoding), { fatal: true });
      const found = decoder.decode(chunk, { stream: true });
      yield decoder.encoding === 'utf-8' ? chunk : Buffer.from(found);
    }
    decoder?.decode();
  } catch (error) {
    if (decoder === undefined || !isUndecodable(error)) throw error;
    throw await undecodable(text, decoder.encoding, before);
  }
}

function isUndecodable(error: unknown): boolean {
  return (error as { readonly code?: unknown }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
}

/** Chunks of which the first is long enough for any byte order mark. */
async function* withWholeMark(chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let first: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (first === undefined) {
      yield chunk;
      continue;
    }
    first = Buffer.concat([first, chunk]);
    if (first.length < 3) continue;
    yield first;
    first = undefined;
  }
  if (first !== undefined && first.length > 0) yield first;
}

function encodingOf(beginning: Buffer, label: string): string {
  if (beginning[0] === 0xff && beginning[1] === 0xfe) return 'utf-16le';
  if (beginning[0] === 0xfe && beginning[1] === 0xff) return 'utf-16be';
  return beginning[0] === 0xef && beginning[1] === 0xbb && beginning[2] === 0xbf ? 'utf-8' : label;
}

/** Looks for the place again, byte by byte from where it must be near. */
async function undecodable({ name, open }: Encoded, encoding: string, near: number): Promise<ImportError> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const place = new Place();
  let offset = 0;
  let pending: number[] = [];
  try {
    for await (const chunk of open()) {
      const whole = Math.max(0, Math.min(chunk.length, near - offset));
      place.pass(decoder.decode(chunk.subarray(0, whole), { stream: true }));
      for (const byte of chunk.subarray(whole)) {
        pending.push(byte);
        const found = decoder.decode(Uint8Array.of(byte), { stream: true });
        place.pass(found);
        if (found !== '') pending = [];
      }
      offset += chunk.length;
    }
    decoder.decode();
  } catch (error) {
    if (!isUndecodable(error)) throw error;
  }
  const byte = `0x${(pending[0] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
  const [said, hint] =
    encoding === 'utf-8'
      ? ['UTF-8', 'say what it is, such as --encoding windows-1252, or save it as UTF-8']
      : [encoding, 'it may be of another encoding: see --encoding'];
  return new ImportError(
    `${name} is not ${said}: line ${String(place.line)}, column ${String(place.column)} is the byte ${byte}; nothing of the file was recorded; ${hint}`,
  );
}

/** Where in a text: both from 1, the column in characters. */
class Place {
  line = 1;
  column = 1;

  pass(text: string): void {
    for (const character of text) {
      this.column++;
      if (character !== '\n') continue;
      this.line++;
      this.column = 1;
    }
  }
}
