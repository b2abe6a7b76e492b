/** A tag as it is written: its name, and its attributes by their names. */
export interface XmlTag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly isClosed: boolean;
}

/** What no document needs. */
const MOST_ATTRIBUTES = 64;

const NAME = String.raw`[\p{L}_][\p{L}\p{N}_.\u00b7-]*`;
const QUALIFIED = String.raw`${NAME}(?::${NAME})?`;
const BEGIN = new RegExp(QUALIFIED, 'uy');
const ATTRIBUTE = new RegExp(String.raw`\s+(${QUALIFIED})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')`, 'uy');
const END = /\s*(\/?)$/y;
const CLOSING = new RegExp(String.raw`^(${QUALIFIED})\s*$`, 'u');

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Why a text is no XML. */
export class XmlFault extends Error {
  override readonly name = 'XmlFault';
}

/** @param inside what stands between `<` and `>` @throws XmlFault */
export function readTag(inside: string): XmlTag {
  const name = matched(BEGIN, inside, 0)?.[0];
  if (name === undefined) throw new XmlFault('is no well-formed XML: a tag has no name');
  const attributes = new Map<string, string>();
  let at = name.length;
  for (let found = matched(ATTRIBUTE, inside, at); found !== null; found = matched(ATTRIBUTE, inside, at)) {
    const [whole, attribute = '', double, single = ''] = found;
    if (attributes.has(attribute)) throw new XmlFault(`is no well-formed XML: ${name} has ${attribute} twice`);
    if (attributes.size === MOST_ATTRIBUTES)
      throw new XmlFault(`has an element with more than ${String(MOST_ATTRIBUTES)} attributes`);
    attributes.set(attribute, readText(double ?? single));
    at += whole.length;
  }
  const end = matched(END, inside, at);
  if (end === null) throw new XmlFault(`is no well-formed XML: the tag ${name} cannot be read`);
  return { name, attributes, isClosed: end[1] === '/' };
}

/** @param inside what stands between `</` and `>` @throws XmlFault */
export function readClosing(inside: string): string {
  const name = CLOSING.exec(inside)?.[1];
  if (name === undefined) throw new XmlFault('is no well-formed XML: a closing tag has no name');
  return name;
}

/**
 * Text with its characters in the place of references: those by number, and the five that XML itself names. There are no others, since no
 * document type may define them. @throws XmlFault
 */
export function readText(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are the characters that XML has not
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text))
    throw new XmlFault('is no well-formed XML: it has a control character');
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&]{0,12};?)/g, (whole, body: string) => {
    const character = characterOf(body);
    if (character === undefined) throw new XmlFault(`is no well-formed XML: there is no entity ${whole.slice(0, 20)}`);
    return character;
  });
}

function characterOf(body: string): string | undefined {
  if (!body.endsWith(';')) return undefined;
  const name = body.slice(0, -1);
  const [, hexadecimal, decimal] = /^#(?:x([\da-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? [];
  if (hexadecimal === undefined && decimal === undefined) return ENTITIES[name];
  const code = hexadecimal === undefined ? Number(decimal) : parseInt(hexadecimal, 16);
  const isCharacter = code === 9 || code === 10 || code === 13 || (code >= 32 && code <= 0x10_ff_ff);
  return isCharacter && !(code >= 0xd8_00 && code <= 0xdf_ff) ? String.fromCodePoint(code) : undefined;
}

function matched(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
