import { Liquid, type Template } from 'liquidjs';

/** What messages may have in them beside names: nothing that reads files, and nothing that runs longer than its limits. */
const TAGS: ReadonlySet<string> = new Set([
  ...['if', 'unless', 'case', 'for', 'break', 'continue', 'cycle', 'assign', 'capture', 'comment', 'raw', '#'],
]);
const FILTERS: ReadonlySet<string> = new Set([
  ...[
    'append',
    'prepend',
    'capitalize',
    'downcase',
    'upcase',
    'strip',
    'lstrip',
    'rstrip',
    'truncate',
    'truncatewords',
  ],
  ...['replace', 'remove', 'slice', 'split', 'join', 'first', 'last', 'size', 'default'],
  ...['abs', 'ceil', 'floor', 'round', 'plus', 'minus', 'times', 'divided_by', 'modulo', 'at_least', 'at_most'],
]);
/** Characters of a template, what it may fill on the way to its text, and milliseconds that it may take. */
const LIMITS = { parseLimit: 20_000, memoryLimit: 200_000, renderLimit: 2_000 };

/** How what is filled in is written, so that it is read as it is: as text, or where the reader of it knows Markdown. */
export type Escape = 'text' | 'markdown';

const ESCAPES: Readonly<Record<Escape, (value: unknown) => string>> = {
  text: written,
  markdown: (value) => written(value).replaceAll(/[\\`*_[\]()<>#~|]/g, '\\$&'),
};

const LANGUAGES = { text: language('text'), markdown: language('markdown') } as const;

/** A value that a message can name; null where the customer has none. */
export type Value = string | number | boolean | null;

/**
 * Why a template cannot be used; undefined where it can. @param sample what there is to be named, with some value each: it is tried with
 * them, and with none of them
 */
export function templateError(template: string, sample: Readonly<Record<string, Value>>): string | undefined {
  try {
    const unknown = namesIn(LANGUAGES.text.parse(template)).find((name) => !Object.hasOwn(sample, name));
    if (unknown !== undefined)
      return `has ${unknown}, which nobody knows: there are ${Object.keys(sample).sort().join(', ')}`;
    const nothing = Object.fromEntries(Object.keys(sample).map((name) => [name, null]));
    for (const values of [sample, nothing]) filledIn(template, values, 'text');
    return undefined;
  } catch (error) {
    return `is no template: ${reasonIn(error)}`;
  }
}

/** @throws Error where it is no template, or takes more than it may */
export function filledIn(template: string, values: Readonly<Record<string, Value>>, escape: Escape): string {
  return String(LANGUAGES[escape].parseAndRenderSync(template, { ...values }));
}

/** As they are written, and what is looked for in them: values are single, and have nothing in them. */
function namesIn(parsed: Template[]): readonly string[] {
  return LANGUAGES.text.globalVariableSegmentsSync(parsed).map((segments) => segments.map(String).join('.'));
}

function language(escape: Escape): Liquid {
  const made = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    // There are no others that one could include, in memory or in files.
    templates: {},
    outputEscape: ESCAPES[escape],
    ...LIMITS,
  });
  for (const name of Object.keys(made.tags)) if (!TAGS.has(name)) Reflect.deleteProperty(made.tags, name);
  for (const name of Object.keys(made.filters)) if (!FILTERS.has(name)) Reflect.deleteProperty(made.filters, name);
  return made;
}

function written(value: unknown): string {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : '';
}

function reasonIn(error: unknown): string {
  const [first = ''] = String(error instanceof Error ? error.message : error).split('\n');
  return first;
}
