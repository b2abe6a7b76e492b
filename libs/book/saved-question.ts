import type { Static } from 'typebox';
import type { SAVED_QUESTION } from '#subjects/questions/question.input.js';
import { ask } from './ask.js';
import type { Clocks } from './answered.js';
import type { Book } from './book.js';
import type { HeldAnswer } from './reading/readers.js';
import type { Answered } from './reading/reads.js';
import { showValue } from './show.js';
import { Tabular } from './tabular.js';

/** A saved question as it is now. */
interface SavedQuestion extends Static<typeof SAVED_QUESTION> {
  readonly id: string;
  readonly version: number;
}

/** What whoever asks says in place of what a question says. */
export interface Replacing extends Clocks {
  /** In place of from and to. */
  readonly period?: string | undefined;
  /** In place of a period. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** @throws Problem `not-found` */
export async function savedQuestion(book: Book, id: string): Promise<SavedQuestion> {
  return (await showValue(book, { read: 'showQuestion', id, clocks: {}, parameters: {} })) as SavedQuestion;
}

/** Answers a saved question as `/v1/query` would. Its answer fails with a Problem saying what is possible. */
export function askSaved(book: Book, id: string, replacing: Replacing): Tabular<HeldAnswer<Answered<'query'>>> {
  const asked = async () => ask(book, replaced((await savedQuestion(book, id)).question, replacing));
  return new Tabular(
    async () => (await asked()).whole(),
    async () => (await asked()).table(),
  );
}

/** A question with what is said in place of its parts: days take the place of a period, and it theirs. */
export function replaced(question: object, { period, from, to, ...clocks }: Replacing): object {
  const days = period === undefined ? { from, to } : { period, from, to };
  const said = Object.fromEntries(Object.entries({ ...clocks, ...days }).filter(([, value]) => value !== undefined));
  const gone = period !== undefined ? DAYS : from !== undefined || to !== undefined ? ['period'] : [];
  const kept = Object.fromEntries(Object.entries(question).filter(([name]) => !gone.includes(name)));
  return { ...kept, ...said };
}

const DAYS = ['from', 'to'];
