import { contentHash } from '#kernel/canonical.js';
import type { Decider } from '#kernel/decider.js';
import { Problem } from '#kernel/problem.js';
import { withSecretsOf } from './secrets.js';
import type { NamedContent, NamedEvent, NamedTypes } from './named.events.js';

/** A thing as its stream has it. */
export interface NamedState {
  /** Of its last version; 0 before any. */
  readonly version: number;
  /** What that version followed: the one before, or 0 where the thing was not there then. */
  readonly followed: number;
  /** Absent where it was never there, or is retired. */
  readonly content?: NamedContent;
}

/** Which version a command is meant to follow: 0 where the thing is not there; any that is there for `*`. */
export type Follows = number | '*';

export interface SetNamed {
  readonly type: 'set' | 'retire';
  readonly id: string;
  /** When it is sent. */
  readonly at: string;
  /** Whatever there is where absent. */
  readonly follows?: Follows;
  /** What it is to say, of `set`. */
  readonly content: NamedContent;
}

/**
 * Named things: what is said of one is said whole. The same again is no event. One who says which version he has seen overwrites no other;
 * his own, sent twice, is the same again.
 * @param key of the events of a thing @param secrets fields of the content that are, sealed
 */
export function namedDecider(
  types: NamedTypes,
  key: (id: string) => string,
  secrets: readonly string[] = [],
): Decider<NamedState, SetNamed, NamedEvent> {
  return {
    initial: { version: 0, followed: 0 },

    evolve(before, { type, data: { version, content } }) {
      const followed = versionThere(before);
      return type === types.retired ? { version, followed } : { version, followed, content };
    },

    decide(asked, state) {
      const command = { ...asked, content: withSecretsOf(state.content, asked.content, secrets) };
      const { id, at } = command;
      const isSame = command.type === 'set' && isSaid(command.content, state);
      if (command.type === 'retire' && state.content === undefined)
        throw new Problem('not-found', `there is no ${id}, or it is retired already`);
      if (!(isSame && command.follows === state.followed)) needVersion(command, state);
      if (isSame) return [];
      const version = state.version + 1;
      const content = command.type === 'set' ? command.content : (state.content ?? {});
      const type = command.type === 'set' ? types.set : types.retired;
      return [{ type, schema: 1, occurredAt: at, key: key(id), data: { id, version, content } }];
    },
  };
}

/** What is there: the version, or 0 where there is none. */
function versionThere({ version, content }: NamedState): number {
  return content === undefined ? 0 : version;
}

function isSaid(content: NamedContent, { content: before }: NamedState): boolean {
  return before !== undefined && contentHash(before) === contentHash(content);
}

/** @throws Problem `version-mismatch` */
function needVersion({ id, follows }: SetNamed, state: NamedState): void {
  const there = versionThere(state);
  if (follows === undefined || follows === there || (follows === '*' && there > 0)) return;
  const found = there === 0 ? `${id} is not there` : `${id} is at version ${String(there)}`;
  const wanted = follows === 0 ? 'that it is not there' : follows === '*' ? 'any' : `version ${String(follows)}`;
  throw new Problem('version-mismatch', `${found}, and the request is for ${wanted}: read it again first`, [], {
    version: there,
  });
}
