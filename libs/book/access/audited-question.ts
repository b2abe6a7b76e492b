import type { Json } from '#kernel/event.js';

/** Fields whose text is of a person, or may be. */
const PERSONAL = ['q', 'name', 'email', 'phone', 'title', 'subject', 'reason', 'text', 'attributes'];
/** An e-mail address, or a telephone number: some give them as ids. */
const OF_PERSON = /@|^\+\d[\d\s()/-]{5,}$/;
/** What a statement has in quotes or says beside itself. */
const IN_QUOTES = /'(?:[^']|'')*'|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\//g;
/** Fields of values that a statement is asked with. */
const VALUES = 'params';

type Hashed = (text: string) => string;

/** A question as it may be kept for ever: what is of a person, or may be, hashed. */
export function questionKept(asked: unknown, hashed: Hashed, field = ''): Json {
  if (PERSONAL.includes(field) || field === VALUES) return wholly(asked, hashed);
  if (field === 'sql' && typeof asked === 'string') return asked.replace(IN_QUOTES, hashed);
  if (typeof asked === 'string') return textKept(asked, hashed);
  if (typeof asked !== 'object' || asked === null) return plain(asked);
  if (Array.isArray(asked)) return asked.map((one) => questionKept(one, hashed, field));
  // As sent, a field may be of any name.
  const kept = Object.entries(asked).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept.map(([name, value]) => [name, questionKept(value, hashed, name)]));
}

/** A text that is no person's by its field, such as an id. */
export function textKept(text: string, hashed: Hashed): string {
  return OF_PERSON.test(text) ? hashed(text) : text;
}

/** Every text and number in it. */
function wholly(asked: unknown, hashed: Hashed): Json {
  if (Array.isArray(asked)) return asked.map((one) => wholly(one, hashed));
  if (typeof asked === 'string') return hashed(asked);
  if (typeof asked === 'object' && asked !== null) return hashed(JSON.stringify(asked));
  return typeof asked === 'number' ? hashed(String(asked)) : plain(asked);
}

function plain(value: unknown): Json {
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
