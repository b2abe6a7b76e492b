import Type, { type TSchema } from 'typebox';
import type { ChannelKind, ChannelKinds } from '#subjects/channels/channel-kind.js';
import type { PageFile } from './page-files.js';
import { told } from './told.js';

/** The page, which is told which kinds of channels there are beside ours, and what is to be filled in for one. */
export function withChannelKinds(page: PageFile, kinds: ChannelKinds): PageFile {
  const others = Object.entries(kinds).filter(([name]) => name.includes('.'));
  return told(page, 'channel-kinds', others.map(shownToPage));
}

function shownToPage([name, { called, fields, fieldsCalled = {}, secrets = [] }]: readonly [string, ChannelKind]) {
  const shown = Object.entries(fields).map(([field, schema]) => ({
    name: field,
    called: fieldsCalled[field] ?? { en: field, zh: field },
    isOptional: Type.IsOptional(schema),
    isSecret: secrets.includes(field),
    form: formOf(schema),
    options: (schema as { readonly enum?: readonly string[] }).enum ?? [],
  }));
  return { name, called: called ?? { en: name, zh: name }, fields: shown };
}

/** How somebody fills it in: texts, one in each line; one of a few words; a whole number; or a text. */
function formOf(schema: TSchema): 'lines' | 'choice' | 'number' | 'text' {
  const { type, enum: words } = schema as { readonly type?: string; readonly enum?: readonly string[] };
  if (words !== undefined) return 'choice';
  if (type === 'array') return 'lines';
  return type === 'integer' ? 'number' : 'text';
}
