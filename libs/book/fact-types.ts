import { Problem } from '#kernel/problem.js';
import { refusing } from '#kernel/shown.js';
import type { CommandType } from '#ledger/command-type.js';
import type { ContentRules } from '#ledger/content-rules.js';
import { knownCommand, type CommandTypes } from '#ledger/ledger.js';
import type { MappingSaid } from '#subjects/mappings/mapping.input.js';

/** The command of a fact that others may send as an event: none that says what is set here. @throws Problem `invalid-request` @param field where it is named */
export function factNamed(commands: CommandTypes, type: string, field: string): CommandType {
  const command = knownCommand(commands, type);
  if (command?.scope === undefined && command?.versioned !== true && command !== undefined) return command;
  const all = Object.entries(commands).filter(([, { scope, versioned }]) => scope === undefined && versioned !== true);
  const detail = refusing(type, `must be one of ${all.map(([name]) => name).join(', ')}`);
  throw new Problem('invalid-request', `${field} ${detail}`, [{ field, detail }]);
}

/** What content has to mean, and of a mapping that it makes facts there are, of fields that they have. */
export function withFactsKnown(rules: ContentRules, commands: CommandTypes): ContentRules {
  return {
    ...rules,
    mapping: async (content: never, id) => {
      await rules['mapping']?.(content, id);
      const { otherwise = [], ...first } = content as MappingSaid;
      needFact(commands, first, '');
      otherwise.forEach((one, i) => needFact(commands, one, `otherwise[${String(i)}].`));
    },
  };
}

function needFact(commands: CommandTypes, { type, fields }: Pick<MappingSaid, 'type' | 'fields'>, place: string): void {
  const known = factNamed(commands, type, `${place}type`).input.schema.properties;
  for (const name of Object.keys(fields)) {
    if (Object.hasOwn(known, name)) continue;
    const field = `${place}fields.${name}`;
    const detail = `is no field of ${type}, which has ${Object.keys(known).join(', ')}`;
    throw new Problem('invalid-request', `${field} ${detail}`, [{ field, detail }]);
  }
}
