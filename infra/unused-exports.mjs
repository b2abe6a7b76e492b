// Names that a file exports and no other file imports. A value is then dead, or its file's own business; a type may be there for the sake of
// what the file exports else, whose callers may want to name it. Told from the text of the files alone, in a second or two.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

const ROOT = process.argv[2] ?? process.cwd();
/** What others load: plug-ins, the client's package, what tools are told of; and what is generated, which has more than is used. */
const PUBLIC = /\/(plugins|examples|generated)\/|^infra\/|^libs\/client\/index\.ts$/;
const FILES = globSync('{libs,apps,test,infra}/**/*.{ts,tsx,mjs}', { cwd: ROOT });
const { imports: ROOMS } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** By file, the names it exports. @type {Map<string, Map<string, 'type' | 'value'>>} */
const exported = new Map();
/** By file, the names that others import of it; `*` where all are within reach. @type {Map<string, Set<string>>} */
const imported = new Map();

for (const file of FILES) read(file);
const unused = [...exported].flatMap(([file, names]) => {
  if (PUBLIC.test(file)) return [];
  const used = imported.get(file) ?? new Set();
  if (used.has('*')) return [];
  return [...names]
    .filter(([name, kind]) => !used.has(name) && !(kind === 'type' && isMentioned(file, name)))
    .map(([name, kind]) => ({ file, name, kind }));
});
for (const { file, name, kind } of unused)
  console.error(`${file}: ${name} (${kind}) is exported, and nobody imports it`);
const count = (kind) => unused.filter((one) => one.kind === kind).length;
console.log(`unused exports: ${count('value')} values, ${count('type')} types, in ${FILES.length} files`);
process.exitCode = unused.length === 0 ? 0 : 1;

function read(file) {
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const own = new Map();
  exported.set(file, own);
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) importedBy(file, statement);
    else if (ts.isExportDeclaration(statement)) {
      const names = namedIn(statement.exportClause);
      if (statement.moduleSpecifier !== undefined)
        use(
          file,
          statement.moduleSpecifier.text,
          names.map(({ from }) => from),
        );
      for (const { as } of names) if (as !== '*') own.set(as, statement.isTypeOnly ? 'type' : 'value');
    } else if (isExported(statement)) for (const [name, kind] of declaredBy(statement)) own.set(name, kind);
  }
  ts.forEachChild(source, function visit(node) {
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [name] = node.arguments;
      if (name !== undefined && ts.isStringLiteral(name)) use(file, name.text, ['*']);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      use(file, node.argument.literal.text, ['*']);
    ts.forEachChild(node, visit);
  });
}

/** Whether a file speaks of a name elsewhere than where it declares it. */
function isMentioned(file, name) {
  return (readFileSync(join(ROOT, file), 'utf8').match(new RegExp(`(?<![\\w.'])${name}(?!\\w)`, 'g')) ?? []).length > 1;
}

function importedBy(file, { importClause, moduleSpecifier }) {
  const names = namedIn(importClause?.namedBindings).map(({ from }) => from);
  use(file, moduleSpecifier.text, importClause?.name === undefined ? names : [...names, 'default']);
}

/** The names in braces, with what they are called here; `*` for all. */
function namedIn(clause) {
  if (clause === undefined) return [];
  if (!('elements' in clause)) return [{ from: '*', as: '*' }];
  return clause.elements.map(({ propertyName, name }) => ({ from: (propertyName ?? name).text, as: name.text }));
}

function isExported(statement) {
  return statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function declaredBy(statement) {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) =>
      (ts.isIdentifier(name) ? [name] : name.elements.map((one) => one.name)).map(({ text }) => [text, 'value']),
    );
  const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
  return [[statement.name?.text ?? 'default', isType ? 'type' : 'value']];
}

function use(file, specifier, names) {
  const target = fileOf(file, specifier);
  if (target === undefined) return;
  const known = imported.get(target) ?? new Set();
  imported.set(target, known);
  for (const name of names) known.add(name);
}

/** The file that an import leads to; undefined for packages. */
function fileOf(file, specifier) {
  const named = specifier.startsWith('#') ? byRoom(specifier) : undefined;
  const path = named ?? (specifier.startsWith('.') ? join(dirname(file), specifier) : undefined);
  if (path === undefined) return undefined;
  // What is run before anything is built imports what was built of the same file.
  const source = path.replace(/^dist\/modules\//, '').replace(/\.js$/, '');
  const found = [`${source}.ts`, `${source}.tsx`, source].find((file) => existsSync(join(ROOT, file)));
  return found === undefined ? undefined : relative('.', found);
}

function byRoom(specifier) {
  // The most special one first, as Node does.
  for (const [pattern, { source }] of Object.entries(ROOMS).sort(([a], [b]) => b.length - a.length)) {
    const [before, after] = pattern.split('*');
    if (specifier.startsWith(before) && specifier.endsWith(after))
      return source.replace('*', specifier.slice(before.length, specifier.length - after.length)).replace('./', '');
  }
  return undefined;
}
