import { Type } from 'typebox';
import {
  byName,
  closed,
  count,
  INSTANT,
  named,
  NEXT,
  nullable,
  oneOf,
  POSITION,
  text,
  type Told,
} from '#kernel/answer-schema.js';
import { PROBLEM_CODE } from '#kernel/problem.answers.js';

/** What questions about imports are answered with. */

const LINE = Type.Optional(Type.Integer({ minimum: 1, description: 'of the file, on which it begins' }));
const COLUMN = Type.Optional(text('of the file, where a cell is to blame'));
const VALUE = Type.Optional(text('of that cell'));

/** A fact that was refused, or a row that is none. */
const REFUSED = {
  line: LINE,
  id: text('as the fact gives it; empty where it gives none'),
  code: text('of a problem, or row-unreadable'),
  detail: text('what is wrong and what to do about it'),
};

const SUGGESTION = closed(
  {
    columns: Type.Array(Type.String(), { description: 'of the file' }),
    preset: nullable(Type.String(), 'the one preset that fits; null where none does, or several do'),
    presets: Type.Array(Type.String(), { description: 'all that fit' }),
    map: text('SQL: of the preset, or a first map for the file, to edit'),
    question: nullable(
      closed({
        column: text('whose day and month nobody can tell apart'),
        value: text('one of its values'),
        choices: Type.Array(
          closed({
            format: text('how the column may be read, as of strptime'),
            day: text('what the value is then, such as 2024-04-03'),
            map: text('SQL, with that answered'),
          }),
        ),
      }),
      'what has to be said before the map runs; null where nothing is open',
    ),
  },
  'how the file could be mapped, where the request does not say',
);

export const IMPORT = named('Import', 'How far an import is, and what became of its facts', {
  id: text('what it is asked about by'),
  name: text('of the file'),
  state: oneOf(
    ['reading', 'recording', 'projecting', 'done', 'unmapped', 'stopped', 'failed'],
    'read and mapped, sent, waited for in the figures; unmapped: the request names no map, a suggestion is answered',
  ),
  dryRun: Type.Boolean({ description: 'facts are decided on and not recorded' }),
  quiet: Type.Boolean({ description: 'history: no alert fires for it' }),
  preset: nullable(Type.String(), 'that it is mapped by'),
  begunAt: INSTANT,
  progress: Type.Number({ minimum: 0, maximum: 1, description: 'of its state' }),
  facts: count('facts settled, and rows that are none'),
  rate: Type.Number({ minimum: 0, description: 'facts a second' }),
  secondsLeft: nullable(Type.Number({ minimum: 0 }), 'of its state, as it goes; null where nobody knows'),
  accepted: count('facts recorded now; in a dry run, that would be'),
  duplicates: count('facts recorded before'),
  rejected: count('facts refused, and rows that are none'),
  position: POSITION,
  types: byName(Type.Integer({ minimum: 0 }), 'how many facts of each type were sent'),
  refusals: Type.Array(
    closed({
      code: text('of a problem, or row-unreadable'),
      count: count('refused with it'),
      messages: Type.Array(
        closed({
          count: count('that say this'),
          examples: Type.Array(
            closed({ line: LINE, detail: text('what is wrong and what to do about it'), column: COLUMN, value: VALUE }),
          ),
        }),
      ),
      beyond: count('that say something else'),
    }),
    { description: 'by their code and what they say, with the first of each; when the import has ended' },
  ),
  errors: Type.Array(
    closed({
      ...REFUSED,
      column: COLUMN,
      value: VALUE,
    }),
    { description: 'the first 100 refused, their cells when the import has ended' },
  ),
  suggestion: Type.Optional(SUGGESTION),
  error: Type.Optional(closed({ code: PROBLEM_CODE, detail: text('why it failed, and what to do') })),
});
export type ImportStatus = Told<typeof IMPORT>;

export const IMPORTS = named('Imports', 'The imports that this process runs or has run last, the latest first', {
  imports: Type.Array(IMPORT),
});
export type ImportList = Told<typeof IMPORTS>;

export const IMPORT_REFUSALS = named(
  'ImportRefusals',
  'What an import has refused by now, in the order of its facts; as a file all of it',
  { refusals: Type.Array(closed(REFUSED)), next: NEXT },
);
export type ImportRefusals = Told<typeof IMPORT_REFUSALS>;
export type RefusedFact = ImportRefusals['refusals'][number];

export const IMPORT_PRESETS = named('ImportPresets', 'Maps for files of systems that many have', {
  presets: Type.Array(
    closed({
      name: text('what a request names it by'),
      about: text('which file it is for, what it leaves out, how it reads dates'),
      needs: Type.Array(Type.String(), { description: 'columns that the file must have' }),
      optional: Type.Array(Type.String(), { description: 'columns that it may have' }),
    }),
  ),
});
export type ImportPresets = Told<typeof IMPORT_PRESETS>;
