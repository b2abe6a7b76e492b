import { Type, type TObject } from 'typebox';
import { INSTANT, named, NEXT, POSITION, text } from '#kernel/answer-schema.js';
import type { NamedInput } from '#ledger/named/named.commands.js';

/** What is answered of a kind of named things. */
export interface NamedAnswers {
  readonly one: TObject;
  readonly list: TObject;
  readonly versions: TObject;
}

/** @param shown what is shown of the content, where that is less than is said */
export function namedAnswers({ noun, path, words, content }: NamedInput, shown: TObject = content): NamedAnswers {
  const version = {
    id: text('as the caller gave it'),
    version: Type.Integer({ minimum: 1, description: 'which of its versions; the ETag, quoted' }),
    position: POSITION,
    recordedAt: INSTANT,
  };
  const one = named(noun, `What ${words} is`, { ...version, ...shown.properties });
  const earlier = named(`${noun}Version`, `What ${words} was, is, or was when it was retired`, {
    ...version,
    retired: Type.Boolean({ description: 'whether it was retired by this version' }),
    actor: Type.Optional(text('on whose behalf')),
    emitter: Type.Optional(text('the service that sent it')),
    ...shown.properties,
  });
  return {
    one,
    list: named(`${noun}List`, 'All that are there, a page of them', { [path]: Type.Array(one), next: NEXT }),
    versions: named(`${noun}Versions`, 'Every version in order, a page of them', {
      id: text('of the thing'),
      versions: Type.Array(earlier),
      next: NEXT,
    }),
  };
}
