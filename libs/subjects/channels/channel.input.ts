import Type, { type TObject } from 'typebox';
import { kind, NONE, refused, type Rule } from '#ledger/input/kind.js';
import { object, optional } from '#ledger/input/object.js';
import { fieldsOf, type ChannelKinds } from './channel-kind.js';

/** What is said of a channel: where messages go. Which of its fields there are follows from its kind. */
export function channelInput(kinds: ChannelKinds): TObject {
  const fields = Object.entries(fieldsOf(kinds)).map(([name, field]) => [name, optional(field)] as const);
  return object({ kind: kindOf(kinds), ...Object.fromEntries(fields) }, fieldsFit(kinds));
}

/** As a text: one of those that are there, or the name of a plug-in's, with a dot in it, which may not be there any more. */
function kindOf(kinds: ChannelKinds) {
  const names = Object.keys(kinds);
  const ours = names.filter((name) => !name.includes('.'));
  const isThere = (value: unknown): value is string => typeof value === 'string' && Object.hasOwn(kinds, value);
  return kind<string>(
    {
      type: 'string',
      pattern: `^(${ours.join('|')}|\\w+\\.[\\w-]+)$`,
      examples: names,
      description: `one of ${names.join(', ')}`,
    },
    {
      refusals: (value) => (isThere(value) ? NONE : refused(value, `must be one of ${names.join(', ')}`)),
      accepts: isThere,
    },
  );
}

function fieldsFit(kinds: ChannelKinds): Rule<Readonly<Record<string, unknown>>> {
  const all = Object.keys(fieldsOf(kinds));
  return (said, scope) => {
    const named = said['kind'];
    if (typeof named !== 'string') return;
    const own = kinds[named]?.fields ?? {};
    for (const field of all) {
      const schema = own[field];
      if (said[field] !== undefined && schema === undefined)
        scope.fail(field, `is nothing that a channel of kind ${named} has`);
      if (said[field] === undefined && schema !== undefined && !Type.IsOptional(schema) && scope.sound)
        scope.fail(field, `is needed for a channel of kind ${named}`);
    }
  };
}
