import type { TObject } from 'typebox';
import type { Catalogue } from '#figures/catalogue.js';
import type { ScopeWord } from '#kernel/scopes.js';
import { namedCommands, type NamedInput } from '#ledger/named/named.commands.js';
import { namedEvents, namedTypes, nounOf, type NamedContent, type NamedTypes } from '#ledger/named/named.events.js';
import { maskedContent } from '#ledger/named/secrets.js';
import { namedAnswers } from './named.answers.js';
import { namedFacts } from './named.facts.js';
import { namedReads } from './named.reads.js';
import type { Subject } from './subject.js';

/** A kind of named things with versions. */
export interface Named extends Omit<NamedInput, 'noun' | 'types'> {
  /** Permanent: in the names of commands and events; from `name` where absent. */
  readonly noun?: string;
  /** Permanent: what its events are called, where that is not `QuestionSet` and `QuestionRetired`. */
  readonly types?: NamedTypes;
  /** Whether what is said means something to the figures. @throws Problem naming the field that does not */
  readonly means?: (content: never, catalogue: Catalogue, id: string) => void | Promise<void>;
  /** What whoever is shown one needs; `read` where absent. */
  readonly readScope?: ScopeWord;
  /** Whether those are shown it who see a part of the facts only: it says nothing of them. */
  readonly forParts?: true;
  /** What of the content is shown, where that is not all. */
  readonly shown?: { readonly schema: TObject; readonly of: (content: NamedContent) => NamedContent };
}

/** A subject of named things: everything that derives from what is said of one. */
export type NamedSubject = Subject & Required<Pick<Subject, 'events' | 'commands' | 'reads' | 'collections' | 'facts'>>;

/**
 * The subject of a kind of named things: `PUT /v1/<path>/{id}` says what one is, whole; `GET` shows it, `GET /v1/<path>` all,
 * `GET /v1/<path>/{id}/versions` what it was; `DELETE` retires it. More can be put beside: spread it into a subject.
 */
export function namedSubject({ means, shown, readScope: scope = 'read', forParts, ...parts }: Named): NamedSubject {
  const { noun = nounOf(parts.name) } = parts;
  const named: NamedInput = { types: namedTypes(noun), ...parts, noun };
  const { name, path, types } = named;
  const { secrets = [] } = named;
  const show = (content: NamedContent): NamedContent => maskedContent(shown?.of(content) ?? content, secrets);
  const { one, list, versions } = namedReads(named, namedAnswers(named, shown?.schema), show);
  const made = forParts === true ? ({ ofRows: true, ofGroups: true } as const) : {};
  return {
    name,
    events: namedEvents(types),
    commands: namedCommands(named),
    ...(means !== undefined && { rules: { [name]: means } }),
    /** One per thing: its last version. */
    collections: [{ name: path, fields: [] }],
    facts: namedFacts(path, types),
    reads: {
      [`show${noun}`]: { ...one, ...made, scope },
      [`list${noun}s`]: { ...list, ...made, scope },
      [`list${noun}Versions`]: { ...versions, scope },
    },
  };
}
