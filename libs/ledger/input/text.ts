import type { TUnsafe } from 'typebox';
import { freeTextError, labelError } from '../label.js';
import { kind, NONE, refused, type Kind } from './kind.js';
import type { Refusal } from './mistakes.js';

/** 1 to 200 characters of well-formed Unicode without control characters: an id, a name, what figures can be cut by. */
export const label = kind<string>({ type: 'string', minLength: 1, maxLength: 200 }, texts(labelError));

/** Free text such as a reason: up to 2,000 characters, tabs and line breaks allowed. */
export const text = kind<string>({ type: 'string', minLength: 1, maxLength: 2_000 }, texts(freeTextError));

/** An ISO 4217 code. */
export const currency = formed<string>('^[A-Z]{3}$', 'must be an ISO 4217 code such as "EUR"');

/** Text of a form. @param error what is told of any other */
export function formed<Text extends string>(pattern: string, error: string): TUnsafe<Text> {
  const form = new RegExp(pattern);
  return kind<Text>(
    { type: 'string', pattern },
    texts((value) => (typeof value === 'string' && form.test(value) ? undefined : error)),
  );
}

/** One of a few words. */
export function oneOf<Word extends string>(words: readonly Word[]): TUnsafe<Word> {
  const known = new Set<unknown>(words);
  return kind<Word>(
    { type: 'string', enum: words },
    texts((value) => (known.has(value) ? undefined : `must be one of ${words.join(', ')}`)),
  );
}

/** One label or a list of 1 to 100, '' among them; kept as a sorted list. */
export const labels = kind<readonly string[]>(
  {
    description: 'one value, or a list of 1 to 100',
    oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
  },
  {
    refusals: refusedLabels,
    accepts: (value) => refusedLabels(value).length === 0,
    normal: (value) => [...(listed(value) as readonly string[])].sort(),
  },
);

function refusedLabels(value: unknown): readonly Refusal[] {
  const list = listed(value);
  const size = list.length >= 1 && list.length <= 100 ? NONE : [{ detail: 'must have 1 to 100 values' }];
  const wrong = list.flatMap((item) => {
    const error = item === '' ? undefined : labelError(item);
    return error === undefined ? NONE : refused(item, error);
  });
  return [...size, ...wrong];
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** A kind of text that is kept as it is. */
function texts<Text extends string>(errorOf: (value: unknown) => string | undefined): Kind<Text> {
  return {
    refusals: (value) => {
      const error = errorOf(value);
      return error === undefined ? NONE : refused(value, error);
    },
    accepts: (value) => errorOf(value) === undefined,
  };
}
