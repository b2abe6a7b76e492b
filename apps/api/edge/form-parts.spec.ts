import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formParts } from './form-parts.js';

const BOUNDARY = '----b7';

/** Bytes in pieces of some length. */
async function* pieces(bytes: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function partsOf(
  bytes: Buffer,
  length: number,
): Promise<readonly (readonly [string, string, string | undefined])[]> {
  const found: (readonly [string, string, string | undefined])[] = [];
  for await (const { field, fileName, chunks } of formParts(pieces(bytes, length), BOUNDARY)) {
    const read: Buffer[] = [];
    for await (const chunk of chunks) read.push(chunk);
    found.push([field, Buffer.concat(read).toString('latin1'), fileName]);
  }
  return found;
}

const written = (form: FormData): Promise<Buffer> => {
  const response = new Response(form);
  const [, own = ''] = /boundary=(.*)$/.exec(response.headers.get('content-type') ?? '') ?? [];
  return response
    .arrayBuffer()
    .then((bytes) => Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll(own, BOUNDARY), 'latin1'));
};

describe('a form', () => {
  // Of what ends parts, so that it nearly does.
  const content = fc
    .array(fc.constantFrom('\r', '\n', '-', '--', '\r\n', BOUNDARY.slice(0, 5), 'a', 'é', ''), { maxLength: 12 })
    .map((all) => all.join(''));

  it('has the parts that were put in, in whatever pieces it comes', async () => {
    const fields = fc.array(fc.tuple(fc.constantFrom('file', 'map', 'a b', 'q"'), content), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fields, fc.integer({ min: 1, max: 60 }), async (all, length) => {
        const form = new FormData();
        for (const [name, text] of all) form.append(name, new Blob([Buffer.from(text, 'latin1')]), `${name}.csv`);
        expect(await partsOf(await written(form), length)).toEqual(
          all.map(([name, text]) => [name, text, `${name}.csv`]),
        );
      }),
    );
  });

  it('tells a text from a file by its name, and passes over what nobody reads', async () => {
    const form = new FormData();
    form.append('file', new Blob(['x'.repeat(100_000)]), '订.csv');
    form.append('map', 'SELECT 1');
    const found: unknown[] = [];
    for await (const { field, fileName } of formParts(pieces(await written(form), 1_000), BOUNDARY))
      found.push([field, fileName]);
    expect(found).toEqual([
      ['file', '订.csv'],
      ['map', undefined],
    ]);
  });

  it.each([
    [
      'is cut off',
      `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"\r\n\r\nabc`,
      'it ends before its last part does',
    ],
    ['has no parts', 'order,date\n', 'it ends before its last part does'],
    [
      'has a part without a name',
      `--${BOUNDARY}\r\ncontent-type: text/csv\r\n\r\nabc\r\n--${BOUNDARY}--`,
      'a part of it has no name',
    ],
    [
      'says too much of a part',
      `--${BOUNDARY}\r\nx: ${'y'.repeat(20_000)}\r\n\r\n\r\n--${BOUNDARY}--`,
      'what is said of a part is too long',
    ],
  ])('that %s is refused', async (_what, text, why) => {
    await expect(partsOf(Buffer.from(text), 100)).rejects.toMatchObject({
      code: 'invalid-request',
      detail: expect.stringContaining(why),
    });
  });
});
