import type { ASTNode } from '@marcbachmann/cel-js';
import { isDecimal } from '#kernel/decimal.js';

/** What is wrong with a rule, and where in its text. */
export interface Refusal {
  readonly detail: string;
  readonly at: number;
}

/** What a rule may call: all of it is over in time that grows with the rule and with what it looks at, not faster. */
const FUNCTIONS: ReadonlySet<string> = new Set([
  'money',
  'size',
  'int',
  'double',
  'has',
  'contains',
  'startsWith',
  'endsWith',
  'lowerAscii',
  'upperAscii',
  'trim',
]);
const COMPREHENSIONS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one']);
/** Names that lead to what every object of JavaScript has: nothing of a customer is called so. */
const PROTOTYPES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** What is known of the names that a rule may use. */
export interface KnownNames {
  /** Lists that rules may go through one by one. */
  readonly lists: ReadonlySet<string>;
  /** What expressions may do that make something of what they look at; rules about customers may not. */
  readonly making?: Making;
}

/** What expressions have that make values. */
export interface Making {
  /** Beside those that rules have: over as soon. */
  readonly functions: ReadonlySet<string>;
  /** Beside those that rules have; any list may be gone through, still never inside of another loop. */
  readonly loops: ReadonlySet<string>;
}

/** The names that an expression uses, those of its own loops among them. @throws Refused for the first thing that rules do not have */
export function namesIn(root: ASTNode, known: KnownNames): ReadonlySet<string> {
  const names = new Set<string>();
  walk(root, false, { ...known, names });
  return names;
}

/** Says where a rule has something that rules do not have. */
export class Refused extends Error implements Refusal {
  constructor(
    readonly detail: string,
    readonly at: number,
  ) {
    super(detail);
  }
}

interface Walk extends KnownNames {
  readonly names: Set<string>;
}

function walk(node: ASTNode, isInLoop: boolean, on: Walk): void {
  switch (node.op) {
    case 'value':
      return;
    case 'id':
      on.names.add(node.args);
      return;
    case '.':
    case '.?':
      needHarmless(node.args[1], node);
      walk(node.args[0], isInLoop, on);
      return;
    case '[]':
    case '[?]':
      if (node.args[1].op === 'value') needHarmless(node.args[1].args, node.args[1]);
      for (const part of node.args) walk(part, isInLoop, on);
      return;
    case 'call':
      needFunction(node.args[0], node, on);
      needAmount(node.args[0], node.args[1]);
      for (const part of node.args[1]) walk(part, isInLoop, on);
      return;
    case 'rcall':
      walkMethod(node, isInLoop, on);
      return;
    case 'list':
    case '?:':
      for (const part of node.args) walk(part, isInLoop, on);
      return;
    case 'map':
      walkMap(node, isInLoop, on);
      return;
    case '!_':
    case '-_':
      walk(node.args, isInLoop, on);
      return;
    case '||':
    case '&&':
    case '!=':
    case '==':
    case 'in':
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case '<':
    case '<=':
    case '>':
    case '>=':
      for (const part of node.args) walk(part, isInLoop, on);
  }
}

function walkMethod(node: ASTNode & { readonly op: 'rcall' }, isInLoop: boolean, on: Walk): void {
  const [name, receiver, parts] = node.args;
  const isLoop = COMPREHENSIONS.has(name) || on.making?.loops.has(name) === true;
  if (isLoop) {
    if (isInLoop) throw new Refused(`${name} inside of another loop would go through a list too often`, node.start);
    const isList = receiver.op === 'list' || (receiver.op === 'id' && on.lists.has(receiver.args));
    if (on.making === undefined && !isList)
      throw new Refused(
        `${name} goes through a list that is written out, or through ${[...on.lists].join(', ')}`,
        node.start,
      );
  } else needFunction(name, node, on);
  walk(receiver, isInLoop, on);
  for (const part of parts) walk(part, isInLoop || isLoop, on);
}

function walkMap(node: ASTNode & { readonly op: 'map' }, isInLoop: boolean, on: Walk): void {
  if (on.making === undefined) throw new Refused('rules make no maps', node.start);
  for (const [name, value] of node.args) {
    if (name.op === 'value') needHarmless(name.args, name);
    walk(name, isInLoop, on);
    walk(value, isInLoop, on);
  }
}

function needFunction(name: string, { start }: ASTNode, { making }: Walk): void {
  if (FUNCTIONS.has(name) || making?.functions.has(name) === true) return;
  const all = [...FUNCTIONS, ...(making?.functions ?? []), ...COMPREHENSIONS, ...(making?.loops ?? [])].join(', ');
  throw new Refused(`rules do not have ${name}; they have ${all}`, start);
}

/** Amounts are written out, so that one that is none is found when the rule is saved. */
function needAmount(name: string, [amount]: readonly ASTNode[]): void {
  if (name !== 'money' || amount === undefined) return;
  if (amount.op === 'value' && typeof amount.args === 'string' && isDecimal(amount.args)) return;
  throw new Refused('money takes a decimal in quotes, such as money("100.50")', amount.start);
}

function needHarmless(name: unknown, { start }: ASTNode): void {
  if (typeof name === 'string' && PROTOTYPES.has(name))
    throw new Refused(`${name} is nothing that customers have`, start);
}
