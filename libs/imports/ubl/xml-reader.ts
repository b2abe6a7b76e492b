import type { XmlEvent } from './xml-event.js';
import { readClosing, readTag, readText, XmlFault, type XmlTag } from './xml-tag.js';

/** What no document needs: levels, characters of a tag or a comment, and of the text of an element. */
const MOST = { depth: 32, token: 100_000, text: 100_000 };

/** How what begins with `<` ends; the first that fits. */
const MARKS = [
  { begin: '<!--', end: '-->', kind: 'comment' },
  { begin: '<![CDATA[', end: ']]>', kind: 'characters' },
  { begin: '<?', end: '?>', kind: 'instruction' },
  { begin: '</', end: '>', kind: 'closing' },
] as const;

/** Characters after which it is known what begins. */
const KNOWN = '<![CDATA['.length;

interface Element {
  /** As it is written. */
  readonly name: string;
  /** Namespaces by their prefixes, '' for that of elements without one. */
  readonly namespaces: ReadonlyMap<string, string>;
  characters: number;
}

/** Takes XML in pieces, and tells what is in it as soon as that is there. No more is held than the tag or comment that it is in. */
export class XmlReader {
  /** On which it is, from 1. */
  line = 1;
  private rest = '';
  private readonly path: Element[] = [];
  private hasRoot = false;

  /** @throws XmlFault */
  *read(part: string): Generator<XmlEvent> {
    this.rest += part;
    for (;;) {
      const begin = this.rest.indexOf('<');
      if (begin !== 0) {
        const text = this.take(begin === -1 ? this.safeEnd() : begin);
        if (text === '') return;
        yield* this.told(readText(text));
        continue;
      }
      const token = this.token();
      if (token === undefined) return;
      yield* token;
    }
  }

  /** @throws XmlFault where it is cut off */
  end(): void {
    const open = this.path.at(-1);
    if (open !== undefined || this.rest.trim() !== '')
      throw new XmlFault(`is no well-formed XML: it ends within ${open?.name ?? 'a tag'}`);
    if (!this.hasRoot) throw new XmlFault('is no well-formed XML: there is no element');
  }

  /** What begins with `<`; undefined until all of it is there. */
  private token(): Iterable<XmlEvent> | undefined {
    const { rest } = this;
    if (rest.startsWith('<!') && rest.length < KNOWN && !rest.includes('>')) return undefined;
    const mark = MARKS.find(({ begin }) => rest.startsWith(begin));
    if (mark === undefined && rest.startsWith('<!')) throw new XmlFault(DOCUMENT_TYPE);
    const from = mark?.begin.length ?? 1;
    const at = mark === undefined ? tagEnd(rest) : rest.indexOf(mark.end, from);
    if (at === -1 ? rest.length > MOST.token : at > MOST.token)
      throw new XmlFault(`has a tag or a comment of more than ${String(MOST.token)} characters`);
    if (at === -1) return undefined;
    const line = this.line;
    const inside = this.take(at + (mark?.end.length ?? 1)).slice(from, at);
    switch (mark?.kind) {
      case undefined:
        return this.opened(readTag(inside), line);
      case 'closing':
        return this.closed(readClosing(inside));
      case 'characters':
        return this.told(inside);
      case 'comment':
      case 'instruction':
        return [];
    }
  }

  private *opened({ name, attributes, isClosed }: XmlTag, line: number): Generator<XmlEvent> {
    const parent = this.path.at(-1);
    if (parent === undefined && this.hasRoot) throw new XmlFault('is no well-formed XML: there is a second root');
    if (this.path.length === MOST.depth) throw new XmlFault(`is nested deeper than ${String(MOST.depth)} levels`);
    this.hasRoot = true;
    const namespaces = namespacesOf(attributes, parent?.namespaces ?? new Map());
    this.path.push({ name, namespaces, characters: 0 });
    const [own, prefix = ''] = name.split(':').reverse() as [string, string?];
    const uri = namespaces.get(prefix);
    if (uri === undefined && prefix !== '') throw new XmlFault(`is no well-formed XML: nobody says what ${prefix}: is`);
    yield { kind: 'open', uri: uri ?? '', name: own, line, attributes };
    if (isClosed) yield* this.closed(name);
  }

  private *closed(name: string): Generator<XmlEvent> {
    const open = this.path.pop()?.name;
    if (open !== name)
      throw new XmlFault(`is no well-formed XML: ${open ?? 'nothing'} is open where ${name} is closed`);
    yield { kind: 'close', line: this.line };
  }

  private *told(text: string): Generator<XmlEvent> {
    const element = this.path.at(-1);
    if (element === undefined) {
      if (text.trim() !== '') throw new XmlFault('is no well-formed XML: there is text outside its root');
      return;
    }
    element.characters += text.length;
    if (element.characters > MOST.text)
      throw new XmlFault(`has an element with more than ${String(MOST.text)} characters`);
    yield { kind: 'text', text };
  }

  /** Up to a reference of which the rest may come. */
  private safeEnd(): number {
    const { rest } = this;
    const at = rest.lastIndexOf('&');
    return at === -1 || rest.includes(';', at) || rest.length - at > 12 ? rest.length : at;
  }

  private take(length: number): string {
    const taken = this.rest.slice(0, length);
    this.rest = this.rest.slice(length);
    for (let at = taken.indexOf('\n'); at !== -1; at = taken.indexOf('\n', at + 1)) this.line++;
    return taken;
  }
}

const DOCUMENT_TYPE =
  'has a document type declaration, which could define entities: no invoice needs one, so take it out';

/** Where a tag ends: not within the value of an attribute. */
function tagEnd(text: string): number {
  let quote: string | undefined;
  for (let at = 1; at < text.length; at++) {
    const character = text[at] as string;
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return at;
    if (at > MOST.token) return at;
  }
  return -1;
}

function namespacesOf(
  attributes: ReadonlyMap<string, string>,
  outer: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const own = [...attributes].flatMap(([name, value]) => {
    if (name === 'xmlns') return [['', value] as const];
    return name.startsWith('xmlns:') ? [[name.slice('xmlns:'.length), value] as const] : [];
  });
  return own.length === 0 ? outer : new Map([...outer, ...own]);
}
