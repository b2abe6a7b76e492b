import { Problem } from '#kernel/problem.js';
import { givesRows, isRefused } from './refused-functions.js';

/** A statement as DuckDB's own parser reads it, in JSON. */
type Tree = Readonly<Record<string, unknown>>;

/** Everything in a tree that is neither an expression (those have a `class`) nor listed here is none that a question needs. */
const NODES = new Set([
  ...['SELECT_NODE', 'SET_OPERATION_NODE', 'RECURSIVE_CTE_NODE', 'CTE_NODE'],
  ...['ORDER_MODIFIER', 'LIMIT_MODIFIER', 'LIMIT_PERCENT_MODIFIER', 'DISTINCT_MODIFIER'],
  ...['ORDER_DEFAULT', 'ASCENDING', 'DESCENDING'],
  ...['BASE_TABLE', 'SUBQUERY', 'JOIN', 'TABLE_FUNCTION', 'EXPRESSION_LIST', 'EMPTY', 'EMPTY_FROM', 'PIVOT'],
]);

/** What a type is made of, in a cast. */
const TYPE_INFO = /_TYPE_INFO$/;

/** Names that stand for rows where a part of a statement is: the tables there are, and what a WITH around it names. */
type Visible = ReadonlySet<string>;

/**
 * Looks at every part of a SELECT: it names no table but these, calls no function that is refused, and is made of nothing else.
 * @param tables in lower case
 * @returns those of the tables that it names
 * @throws Problem `sql-not-allowed`
 */
export function tablesNamed(statement: object, tables: Visible): ReadonlySet<string> {
  const walk = new Walk(tables);
  walk.look(statement, tables);
  return walk.named;
}

class Walk {
  readonly named = new Set<string>();

  constructor(private readonly tables: Visible) {}

  look(part: unknown, visible: Visible): void {
    if (Array.isArray(part)) for (const one of part) this.look(one, visible);
    else if (typeof part === 'object' && part !== null) this.lookAt(part as Tree, visible);
  }

  private lookAt(tree: Tree, visible: Visible): void {
    const { type } = tree;
    if ('class' in tree) checkCall(tree);
    else if (typeof type === 'string') {
      if (!NODES.has(type) && !TYPE_INFO.test(type)) throw refused(type.toUpperCase().replaceAll('_', ' '));
      if (type === 'BASE_TABLE') {
        this.table(tree, visible);
        return;
      }
      if (type === 'TABLE_FUNCTION') checkRows(tree);
    }
    const { cte_map, ...rest } = tree;
    const within = this.lookAtNamed(cte_map, recursive(tree, visible));
    for (const one of Object.values(rest)) this.look(one, within);
  }

  /** The queries of a WITH: each sees those before it. Returns what the statement under it sees. */
  private lookAtNamed(map: unknown, visible: Visible): Visible {
    const entries = (map as { readonly map?: readonly { readonly key: string; readonly value: Tree }[] } | undefined)
      ?.map;
    let within = visible;
    for (const { key, value } of entries ?? []) {
      this.look(value, within);
      within = new Set([...within, key.toLowerCase()]);
    }
    return within;
  }

  private table({ schema_name, catalog_name, table_name, at_clause, sample }: Tree, visible: Visible): void {
    const name = String(table_name);
    const key = name.toLowerCase();
    if (schema_name !== '' || catalog_name !== '' || (at_clause ?? null) !== null || !visible.has(key))
      throw refused(`the table ${name}`, `there are ${[...this.tables].join(', ')}`);
    if (this.tables.has(key)) this.named.add(key);
    this.look(sample, visible);
  }
}

/** A query that repeats itself sees its own rows. */
function recursive({ type, cte_name }: Tree, visible: Visible): Visible {
  return type === 'RECURSIVE_CTE_NODE' ? new Set([...visible, String(cte_name).toLowerCase()]) : visible;
}

function checkCall({ function_name }: Tree): void {
  if (typeof function_name === 'string' && isRefused(function_name)) throw refused(`the function ${function_name}`);
}

function checkRows(tree: Tree): void {
  const name = String((tree['function'] as Tree)['function_name']);
  if (!givesRows(name)) throw refused(`rows of ${name}`);
}

export function refused(what: string, hint = 'send one SELECT over the tables of facts'): Problem {
  return new Problem('sql-not-allowed', `${what} is not allowed here: ${hint}`);
}
