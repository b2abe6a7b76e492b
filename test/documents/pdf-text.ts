import { inflateSync } from 'node:zlib';

/** What a PDF says, page by page, read as ISO 32000 has it: streams, fonts and their maps to Unicode, and the texts that pages show. */
export function textOfPdf(bytes: Buffer): readonly string[] {
  const objects = objectsOf(bytes);
  const maps = new Map([...objects].map(([number, object]) => [number, unicodeOf(object, objects)] as const));
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b/.test(head));
  return pages.map((page) => {
    const contents = objects.get(reference(page.head, 'Contents'))?.stream ?? '';
    const resources = objects.get(reference(page.head, 'Resources'))?.head ?? '';
    const fonts = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', number]) => [name, maps.get(Number(number))]),
    );
    return shownIn(contents, fonts);
  });
}

interface PdfObject {
  readonly head: string;
  readonly stream: string;
}

function objectsOf(bytes: Buffer): ReadonlyMap<number, PdfObject> {
  const text = bytes.toString('latin1');
  const found = [...text.matchAll(/(?<=^|\n)(\d+) 0 obj\n([^]*?)endobj/g)];
  return new Map(
    found.map(([, number = '', body = '']) => {
      const [head = '', data] = body.split(/\nstream\n/);
      const packed = Buffer.from(data?.replace(/\nendstream\n$/, '') ?? '', 'latin1');
      const isPacked = head.includes('/FlateDecode');
      return [
        Number(number),
        { head, stream: isPacked ? inflateSync(packed).toString('latin1') : packed.toString('latin1') },
      ];
    }),
  );
}

function reference(head: string, name: string): number {
  return Number(new RegExp(`/${name} (\\d+) 0 R`).exec(head)?.[1]);
}

/** By code of a glyph what it stands for; undefined for what is no font. */
function unicodeOf(
  { head }: PdfObject,
  objects: ReadonlyMap<number, PdfObject>,
): ReadonlyMap<number, string> | undefined {
  const map = objects.get(reference(head, 'ToUnicode'))?.stream;
  if (map === undefined) return undefined;
  const texts = new Map<number, string>();
  for (const [, first = '', , list = ''] of map.matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/gi))
    for (const [i, [, hex = '']] of [...list.matchAll(/<([0-9a-f ]+)>/gi)].entries())
      texts.set(parseInt(first, 16) + i, Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'));
  return texts;
}

function shownIn(contents: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string> | undefined>): string {
  let map: ReadonlyMap<number, string> | undefined;
  let text = '';
  for (const [token, name] of contents.matchAll(/\/(F\d+) [\d.]+ Tf|\[[^\]]*\] TJ/g)) {
    if (name !== undefined) map = fonts.get(name);
    else {
      for (const [, hex = ''] of token.matchAll(/<([0-9a-f]*)>/gi))
        for (const [code] of hex.matchAll(/.{4}/g)) text += map?.get(parseInt(code, 16)) ?? '?';
    }
  }
  return text;
}
