import { Type } from 'typebox';
import { byName, closed, named, oneOf, POSITION, text, type Told } from '#kernel/answer-schema.js';
import { SQL_TYPES } from '#kernel/sql-table.js';

/** What questions in SQL are answered with. */

const VALUE = Type.Unknown({
  description:
    'text, a number, true or false, null; decimals exactly as text, and whole numbers that JSON cannot hold; a list or an object where the column is one',
});

const SQL_COLUMN = named('SqlColumn', 'What a column of an answer in SQL is', {
  name: text('as in the rows; a second one of the same name is name_1'),
  type: oneOf(SQL_TYPES, 'decimals are text, dates 2024-03-31, instants RFC 3339 in UTC'),
});

export const SQL_ANSWER = named('SqlAnswer', 'The rows of a SELECT', {
  columns: Type.Array(SQL_COLUMN),
  rows: Type.Array(byName(VALUE, 'by column'), {
    description: 'in the order of its ORDER BY; in any where it has none',
  }),
  meta: closed({ position: POSITION }),
});
export type SqlAnswered = Told<typeof SQL_ANSWER>;
