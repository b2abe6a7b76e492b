import type { FieldSchema } from '#imports/fields.js';
import type { Maps } from '#imports/presets.js';
import type { ReadingOptions } from '#imports/reading-options.js';
import type { Cell, Refusal } from '#imports/refusals.js';
import type { Suggestion } from '#imports/suggest.js';

/** A file that is to be mapped, by its name in the folder of the process. */
export interface ToMapThere {
  readonly name: string;
  /** SQL; absent where its lines are facts. */
  readonly map?: string;
  /** Further tables, each with its file in the folder. */
  readonly others: ReadonlyMap<string, string>;
  readonly options: ReadingOptions;
  /** Of times without an offset. */
  readonly zone: string;
  readonly types: Readonly<Record<string, FieldSchema>>;
}

/** A file that a map is wanted for. */
export interface ToSuggestFor {
  readonly name: string;
  readonly options: ReadingOptions;
  /** Presets beside those of ours. */
  readonly others: Maps;
}

/** What the process is asked. */
export type MappingQuestion =
  | ({ readonly kind: 'map' } & ToMapThere)
  | ({ readonly kind: 'suggest' } & ToSuggestFor)
  | { readonly kind: 'cells'; readonly refusals: readonly Refusal[] };

/** What it answers: how much there is to send, in what progress counts; the suggestion; a cell for each refusal that is about one. */
export interface MappingAnswers {
  readonly map: { readonly size: number };
  readonly suggest: Suggestion & { readonly presets: readonly string[] };
  readonly cells: readonly (Cell | undefined)[];
}

/** Bytes of the file that it has read. */
export type MappingSays = number;

/** The last line of the facts; and what it begins with where they could not all be read, before why, as JSON. */
export const END_OF_FACTS = 'end';
export const FACTS_BROKE = 'broke ';
