/**
 * Words of what one may:
 * - `read`: figures, the catalogue, what is kept of questions; `read:records`: single things, lists of them, the journal
 * - `personal`: what is of a person, unmasked
 * - `replay`: replays
 * - `policy`: policies, targets, rules and definitions; `close`: periods
 * - `audit`: the journal with what is here; `privacy`: erasing, handing out
 * - `admin`: who may what, where messages go, rebuilds; `metrics`: how the process is
 */
export const SCOPE_WORDS = [
  'read',
  'read:records',
  'personal',
  'replay',
  'policy',
  'close',
  'audit',
  'privacy',
  'admin',
  'metrics',
] as const;

export type ScopeWord = (typeof SCOPE_WORDS)[number];

/**
 * What is needed for something: `none` asks for no key, `any` for one that is good, `emit` for the right to record whatever it is,
 * `emit:<type>` for that of recording facts of a type; a list for all of its words.
 */
export type Needed = 'none' | 'any' | 'emit' | `emit:${string}` | ScopeWord | readonly ScopeWord[];

/** Facts that may be recorded: of some types or all, as any emitter or as one. */
export interface Emits {
  readonly types: ReadonlySet<string> | 'all';
  readonly source?: string;
}

/** All that somebody may. */
export interface Rights {
  readonly words: ReadonlySet<string>;
  readonly emits: readonly Emits[];
}

const EMIT = 'emit:';
/** A type of fact is called as an identifier is. */
const TYPES = /^(\*|\w{1,100}(,\w{1,100})*)$/;

/** Why a text is no scope; undefined where it is one. */
export function scopeError(text: unknown): string | undefined {
  const wrong = `must be one of ${SCOPE_WORDS.join(', ')}, or emit:<type>[,<type>][@<source>] such as emit:RecordSale@shop`;
  if (typeof text !== 'string') return wrong;
  if ((SCOPE_WORDS as readonly string[]).includes(text)) return undefined;
  const emits = text.startsWith(EMIT) ? partsOf(text) : undefined;
  return emits === undefined || !TYPES.test(emits.types) || emits.source === '' ? wrong : undefined;
}

/** The types that a scope names; none where it is a word or of all. */
export function typesNamed(scope: string): readonly string[] {
  if (!scope.startsWith(EMIT)) return [];
  const { types } = partsOf(scope);
  return types === '*' ? [] : types.split(',');
}

/** What scopes come to. */
export function rightsOf(scopes: readonly string[]): Rights {
  return {
    words: new Set(scopes.filter((scope) => !scope.startsWith(EMIT))),
    emits: scopes.filter((scope) => scope.startsWith(EMIT)).map(emitsOf),
  };
}

/** What is missing for what is needed, as the scope that would do; undefined where nothing is. */
export function missing({ words, emits }: Rights, needed: Needed): string | undefined {
  if (typeof needed !== 'string') return needed.find((word) => !words.has(word));
  if (needed === 'none' || needed === 'any') return undefined;
  if (needed === 'emit') return emits.length === 0 ? 'emit:<type>' : undefined;
  if (!needed.startsWith(EMIT)) return words.has(needed) ? undefined : needed;
  return emits.some((one) => emitsType(one, needed.slice(EMIT.length))) ? undefined : needed;
}

/** Whether it is for something of the book: recorded, or shown. */
export function isOfBook(needed: Needed): boolean {
  return needed !== 'none' && needed !== 'any' && needed !== 'metrics';
}

/** Whether it is the right to record facts. */
export function isEmit(needed: Needed): boolean {
  return needed === 'emit' || (typeof needed === 'string' && needed.startsWith(EMIT));
}

/** As which emitters facts of a type may be recorded; undefined where as any. */
export function sourcesFor({ emits }: Rights, type: string): readonly string[] | undefined {
  const sources = emits.filter((one) => emitsType(one, type)).map(({ source }) => source);
  const named = sources.filter((source) => source !== undefined);
  return named.length < sources.length ? undefined : [...new Set(named)];
}

/** What is needed to have something recorded: the right to record its type, where the command does not say another scope. */
export function neededFor(type: string, { scope }: { readonly scope?: ScopeWord }): Needed {
  return scope ?? `${EMIT}${type}`;
}

function emitsType({ types }: Emits, type: string): boolean {
  return types === 'all' || types.has(type);
}

function emitsOf(scope: string): Emits {
  const { types, source } = partsOf(scope);
  const of = types === '*' ? 'all' : new Set(types.split(','));
  return source === undefined ? { types: of } : { types: of, source };
}

function partsOf(scope: string): { readonly types: string; readonly source?: string } {
  const said = scope.slice(EMIT.length);
  const at = said.indexOf('@');
  return at === -1 ? { types: said } : { types: said.slice(0, at), source: said.slice(at + 1) };
}
