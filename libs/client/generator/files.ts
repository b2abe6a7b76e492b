import { kebab, pascal } from './names.js';
import { calledOf, type Called, type Named } from './operations.js';
import type { Document } from './schema.js';
import { documentation, typeOf } from './type-of.js';

/** Every file that is made from an API description, by its path in `generated/`. The same description makes the same files. */
export function filesOf(document: Document): ReadonlyMap<string, string> {
  const operations = calledOf(document);
  const types = typesOf(document, operations);
  const tags = [...new Set(operations.map(({ tag }) => tag))].sort();
  const of = (tag: string): readonly Called[] => operations.filter((one) => one.tag === tag);
  return new Map(
    [
      ...[...types].map(([name, text]): [string, string] => [typeFile(name), text]),
      ...tags.map((tag): [string, string] => [`operations/${kebab(tag)}.ts`, operationsFile(tag, of(tag))]),
      ...tags.map((tag): [string, string] => [`routes/${kebab(tag)}.ts`, routesFile(of(tag))]),
      ['each.ts', eachFile(operations)] as [string, string],
      ['files.ts', filesFile(operations)] as [string, string],
      ['facts.ts', factsFile(operations)] as [string, string],
      ['types.ts', typesFile([...types.keys()].sort())] as [string, string],
      ['index.ts', indexFile(tags)] as [string, string],
    ].map(([path, text]): [string, string] => [path, `${HEADER}${text}`]),
  );
}

const HEADER = '// Generated from the API description by `npm run generate:client`: change the API, not this file.\n\n';

function typeFile(name: string): string {
  return `types/${kebab(name)}.ts`;
}

/** The text of every type that is used, by its name. */
function typesOf(document: Document, operations: readonly Called[]): ReadonlyMap<string, string> {
  const own = operations.flatMap(({ body, query, answer }) => [body, query, answer].filter((one) => one !== undefined));
  const found = new Map(
    own.filter(({ schema }) => schema.$ref === undefined).map(({ type, schema }) => [type, schema]),
  );
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) found.set(name, schema);
  return new Map(
    [...found].map(([name, schema]) => {
      const type = typeOf(schema);
      const isObject = type.startsWith('{') && type.endsWith('}') && schema.type === 'object';
      const declared = isObject ? `interface ${name} ${type}` : `type ${name} = ${type};`;
      return [name, `${imports(type, found, name)}${documentation(schema.description)}export ${declared}\n`];
    }),
  );
}

/** The imports of the types that a text names. */
function imports(text: string, types: ReadonlyMap<string, unknown>, own: string): string {
  const code = text.replace(/\/\*\*.*?\*\/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/gs, '');
  const names = new Set([...code.matchAll(/\b[A-Z]\w*\b/g)].map(([name]) => name));
  const lines = [...names]
    .filter((name) => name !== own && types.has(name))
    .sort()
    .map((name) => `import type { ${name} } from './${kebab(name)}.js';\n`);
  return lines.length === 0 ? '' : `${lines.join('')}\n`;
}

function importsFrom(folder: string, named: readonly (Named | undefined)[]): string {
  const names = new Set(named.filter((one) => one !== undefined).map(({ type }) => type));
  return [...names]
    .sort()
    .map((name) => `import type { ${name} } from '${folder}/${kebab(name)}.js';\n`)
    .join('');
}

function operationsFile(tag: string, operations: readonly Called[]): string {
  const used = importsFrom(
    '../types',
    operations.flatMap(({ body, query, answer }) => [body, query, answer]),
  );
  const methods = operations.map((one) => {
    const said = documentation(`${one.summary === '' ? '' : `${one.summary}: `}\`${one.method} ${one.path}\`.`, '  ');
    return `${said}  ${one.name}(${signature(one, one.query)}): Promise<${one.isText ? 'string' : (one.answer?.type ?? 'unknown')}>;\n`;
  });
  const uploads = operations.some(({ isUpload }) => isUpload)
    ? "import type { Upload } from '../../transport.js';\n"
    : '';
  return `import type { CallOptions } from '../../route.js';\n${uploads}${used}\nexport interface ${pascal(tag)}Operations {\n${methods.join('\n')}}\n`;
}

/** What the path names, the body, the query, and options. */
function signature({ pathNames, body, isUpload }: Called, query: Called['query']): string {
  const asked = query === undefined ? [] : [`query${query.isNeeded ? '' : '?'}: ${query.type}`];
  return [
    ...pathNames.map((name) => `${name}: string`),
    ...(body === undefined ? [] : [`body: ${body.type}`]),
    ...(isUpload ? ['file: Upload'] : []),
    ...asked,
    'options?: CallOptions',
  ].join(', ');
}

function routesFile(operations: readonly Called[]): string {
  const lines = operations.map(
    ({ name, method, path, body, isUpload, query, isText, isOnce, isStaged, otherAnswers }) => {
      const fields = [
        `method: '${method}', path: '${path}'`,
        ...(body === undefined ? [] : ['body: true']),
        ...(isUpload ? ['upload: true'] : []),
        ...(query === undefined ? [] : ['query: true']),
        ...(isOnce ? ['once: true'] : []),
        ...(isStaged ? ['staged: true'] : []),
        ...(otherAnswers.length === 0 ? [] : [`answers: [${otherAnswers.join(', ')}]`]),
        ...(isText ? ['text: true'] : []),
      ];
      return `  ${name}: { ${fields.join(', ')} },\n`;
    },
  );
  return `import type { Route } from '../../route.js';\n\nexport const ROUTES = {\n${lines.join('')}} as const satisfies Record<string, Route>;\n`;
}

function eachFile(operations: readonly Called[]): string {
  const lists = operations.flatMap(({ listing, ...one }) => (listing === undefined ? [] : [{ ...one, ...listing }]));
  const used = importsFrom(
    './types',
    lists.flatMap(({ query, answer }) => [query, answer]),
  );
  const methods = lists.map((one) => {
    const said = documentation(`Each of the \`${one.items}\` of \`${one.name}\`, page after page.`, '  ');
    return `${said}  ${one.name}(${signature(one, one.query)}): AsyncIterable<${one.answer?.type ?? ''}['${one.items}'][number]>;\n`;
  });
  const rows = lists.map(
    ({ name, items, cursor, pathNames }) =>
      `  ${name}: { items: '${items}', cursor: '${cursor}', named: ${String(pathNames.length)} },\n`,
  );
  return `import type { Listing } from '../each.js';
import type { CallOptions } from '../route.js';
${used}
/** The lists that are answered in pages. */
export interface Each {
${methods.join('\n')}}

export const LISTINGS = {
${rows.join('')}} as const satisfies Record<keyof Each, Listing>;
`;
}

function filesFile(operations: readonly Called[]): string {
  const tables = operations.filter(({ isTable }) => isTable);
  const used = importsFrom(
    './types',
    tables.flatMap(({ body, query }) => [body, query]),
  );
  const methods = tables.map((one) => {
    const said = documentation(`The answer of \`${one.name}\` as a file, with every row of it.`, '  ');
    return `${said}  ${one.name}(form: FileForm, ${signature(one, one.query)}): Promise<TableFile>;\n`;
  });
  return `import type { FileForm, TableFile } from '../table-file.js';
import type { CallOptions } from '../route.js';
${used}
/** The answers that can be had as files. */
export interface Files {
${methods.join('\n')}}

export const TABLES = [${tables.map(({ name }) => `'${name}'`).join(', ')}] as const satisfies readonly (keyof Files)[];
`;
}

function factsFile(operations: readonly Called[]): string {
  const facts = operations.flatMap(({ fact, body }) =>
    fact === undefined || body === undefined ? [] : [{ fact, body }],
  );
  const kinds = facts.map(({ fact: { type, names }, body }) => {
    const data = names === undefined ? body.type : `${body.type} & { readonly ${names}: string }`;
    return `\n  | { readonly type: '${type}'; readonly data: ${data} }`;
  });
  const streams = facts.map(({ fact }) => `  ${fact.type}: '${fact.stream}',\n`);
  return `${importsFrom(
    './types',
    facts.map(({ body }) => body),
  )}
/** A fact as \`recordMany\` takes it. */
export type Fact =${kinds.length === 0 ? ' never' : kinds.join('')};

/** The stream that each is recorded in; \`{…}\` is a field of it. */
export const STREAMS: Readonly<Record<string, string>> = {
${streams.join('')}};
`;
}

/** Every type that calls take or answer with. */
function typesFile(types: readonly string[]): string {
  return types.map((name) => `export type * from './${typeFile(name).replace(/\.ts$/, '.js')}';\n`).join('');
}

function indexFile(tags: readonly string[]): string {
  const operations = tags.map(
    (tag) => `import type { ${pascal(tag)}Operations } from './operations/${kebab(tag)}.js';\n`,
  );
  const routes = tags.map((tag) => `import { ROUTES as ${tag} } from './routes/${kebab(tag)}.js';\n`);
  return `${operations.join('')}${routes.join('')}
export type * from './types.js';
export type { Fact } from './facts.js';

/** Every call of the API, by the name of its operation. */
export interface Operations extends ${tags.map((tag) => `${pascal(tag)}Operations`).join(', ')} {}

export const ROUTES = { ${tags.map((tag) => `...${tag}`).join(', ')} };
`;
}
