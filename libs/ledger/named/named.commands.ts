import type { TObject, TProperties } from 'typebox';
import { aggregate } from '../aggregate.js';
import { present } from '../command.js';
import type { CommandHandler } from '#engine/record/handle.js';
import { Problem } from '#kernel/problem.js';
import type { ScopeWord } from '#kernel/scopes.js';
import { refusing } from '#kernel/shown.js';
import { changes, type CommandType, type Data } from '../command-type.js';
import { needMeaning } from '../content-rules.js';
import { commandInput } from '../input/command-input.js';
import { hiddenOf, kind, NONE, refused, type Rule } from '../input/kind.js';
import { optional } from '../input/object.js';
import { label } from '../input/text.js';
import type { CommandTypes } from '../ledger.js';
import { namedDecider, type Follows, type NamedState, type SetNamed } from './named.decider.js';
import { namedEvents, namedTypes, nounOf, type NamedContent, type NamedTypes } from './named.events.js';
import { sealedContent } from './secrets.js';

/** A kind of named things, and what is said of one. */
export interface NamedInput {
  /** Permanent: what streams are called, `question-<id>`. */
  readonly name: string;
  /** Permanent: in the names of commands, such as `Question`. */
  readonly noun: string;
  readonly types: NamedTypes;
  /** After `/v1/`, such as `questions`. */
  readonly path: string;
  /** What is said of one, with the rule between its fields. */
  readonly content: TObject;
  /** What a name may be; a label where absent. */
  readonly id?: NameOf;
  /** The other named things that content is about: they have to be there. */
  readonly refers?: (content: NamedContent) => readonly Reference[];
  /** The streams of what content that nobody has checked yet is about beside, as far as it tells. */
  readonly looksAt?: (data: Data) => readonly string[];
  /** Fields of the content that are secrets: sealed where they are kept, and shown to nobody. */
  readonly secrets?: readonly string[];
  /** What whoever says what one is needs; `admin` where absent. */
  readonly scope?: ScopeWord;
  /** See `CommandType`. */
  readonly asOneself?: true;
  /** In words, such as `a saved question`. */
  readonly words: string;
  readonly example: { readonly id: string; readonly content: NamedContent };
}

/** Another named thing that content is about. */
export interface Reference {
  /** What its streams are called. */
  readonly to: string;
  readonly id: string;
  /** Where the content names it. */
  readonly field: string;
}

/** What names things: a label, or what is more particular. */
export type NameOf = typeof label;

/** Which version is changed: what `If-Match` and `If-None-Match` say in HTTP. */
const FOLLOWS = kind<Follows>(
  {
    description: 'the version it is to follow: 0 where the thing must not be there yet, * for any that is there',
    oneOf: [{ type: 'integer', minimum: 0 }, { const: '*' }],
  },
  {
    refusals: (value) => (isVersion(value) ? NONE : refused(value, 'must be a version, 0 for none yet, or *')),
    accepts: isVersion,
  },
);

function isVersion(value: unknown): value is Follows {
  return value === '*' || (Number.isSafeInteger(value) && Number(value) >= 0);
}

/** The two commands of a kind of named things: one says what a thing is, the other retires it. */
export function namedCommands(named: NamedInput): CommandTypes {
  const { noun, path, words, example, secrets = [], scope = 'admin', asOneself } = named;
  const things = thingsOf(named);
  const route = { path: `${path}/:id`, names: 'id' };
  const versioned = { versioned: true, problems: ['version-mismatch'] } as const;
  return {
    [`Set${noun}`]: changes<NamedState, SetNamed, SetNamed>(things, {
      ...versioned,
      scope,
      ...(asOneself && { asOneself }),
      input: setting(named),
      complete: async (asked, { rules, handler, seal }) => {
        for (const reference of named.refers?.(asked.content) ?? []) await needThere(reference, handler);
        await needMeaning(rules, named.name, asked.content, asked.id);
        return { ...asked, content: await sealedContent(asked.content, secrets, seal) };
      },
      looksAt: (data) => [...referredIn(named, data), ...(named.looksAt?.(data) ?? [])],
      route: { ...route, method: 'PUT' },
      example: { summary: `Say what ${words} is`, id: example.id, body: example.content },
    }),
    [`Retire${noun}`]: retiring(named, things, { ...route, method: 'DELETE' }),
  };
}

/** @throws Problem `invalid-request` for what is not there, or was retired */
async function needThere({ to, id, field }: Reference, handler: CommandHandler): Promise<void> {
  const { content } = await handler.stateOf(thingsOf({ name: to, types: namedTypes(nounOf(to)) }), id);
  if (content !== undefined) return;
  const detail = refusing(id, `must be the id of a ${to} that there is`);
  throw new Problem('invalid-request', `${field} ${detail}`, [{ field, detail }]);
}

/** The streams of what unchecked content is about, as far as it tells. */
function referredIn({ refers }: NamedInput, data: Data): readonly string[] {
  try {
    return refers?.(data as NamedContent).map(({ to, id }) => `${to}-${id}`) ?? [];
  } catch {
    return [];
  }
}

function retiring(
  { noun, id = label, words, example, scope = 'admin' }: NamedInput,
  things: ReturnType<typeof thingsOf>,
  route: CommandType['route'],
): CommandType {
  return changes<NamedState, SetNamed, SetNamed>(things, {
    versioned: true,
    scope,
    problems: ['version-mismatch', 'not-found'],
    input: commandInput(
      `Retire${noun}`,
      { id, ifMatch: optional(FOLLOWS) },
      ({ id: of, ifMatch: follows }, { now: at }): SetNamed => ({
        type: 'retire',
        id: of,
        at,
        content: {},
        ...present({ follows }),
      }),
    ),
    route,
    example: { summary: `Retire ${words}`, id: example.id },
  });
}

function setting({ noun, id = label, content }: NamedInput) {
  // The fields of the content stand beside the name of the thing.
  const fields: TProperties & { readonly id: typeof label; readonly ifMatch: typeof FOLLOWS } = {
    id,
    ifMatch: optional(FOLLOWS),
    ...content.properties,
  };
  const rule = hiddenOf(content).rule as Rule<object> | undefined;
  return commandInput(
    `Set${noun}`,
    fields,
    (said, { now: at }): SetNamed => {
      const { id: of, ifMatch: follows, ...rest } = said as SaidOfThing;
      return { type: 'set', id: of, at, content: rest, ...present({ follows }) };
    },
    rule,
  );
}

type SaidOfThing = NamedContent & { readonly id: string; readonly ifMatch?: Follows };

/** One stream for each thing: its revisions are the versions, so that of two who change the same one only one is first. */
export function thingsOf({ name, types, secrets }: Pick<NamedInput, 'name' | 'types' | 'secrets'>) {
  const prefix = `${name}-`;
  return aggregate(prefix, {
    decider: namedDecider(types, (id) => prefix + id, secrets),
    events: namedEvents(types),
    said: ({ type, data }) => ({ content: { type, ...data.content }, filled: [] }),
    claimsFirst: true,
    placed: ({ data }) => `version-${String(data.version)}`,
    told: (before, { version }) => ({ version, created: before.content === undefined }),
  });
}
