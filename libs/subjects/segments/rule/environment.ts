import { Environment, type EnvironmentOptions } from '@marcbachmann/cel-js';
import { Money } from './money.js';

/** As deep and as large as a rule may be: people read them. */
const LIMITS = { maxAstNodes: 500, maxDepth: 24, maxListElements: 200, maxCallArguments: 4 };

/** How amounts compare, and what is worked out of them. */
const COMPARISONS: Readonly<Record<string, (a: Money, b: Money) => boolean>> = {
  '<': (a, b) => a.millionths < b.millionths,
  '<=': (a, b) => a.millionths <= b.millionths,
  '>': (a, b) => a.millionths > b.millionths,
  '>=': (a, b) => a.millionths >= b.millionths,
  '==': (a, b) => a.millionths === b.millionths,
};

/**
 * The language of rules: CEL over names of these types, and amounts that are made with `money("100")`.
 * @param variables the type of every name, such as `int` or `list<string>` @param maps entries that a map may have which is made
 */
export function environmentOf(
  variables: Readonly<Record<string, string>>,
  { maps = 1, ...options }: Omit<EnvironmentOptions, 'limits'> & { readonly maps?: number } = {},
): Environment {
  const environment = new Environment({ ...options, limits: { ...LIMITS, maxMapEntries: maps } });
  environment.registerType('Money', { ctor: Money, fields: {} });
  environment.registerFunction('money(string): Money', (text: string) => Money.of(text));
  for (const [operator, holds] of Object.entries(COMPARISONS))
    environment.registerOperator(`Money ${operator} Money: bool`, holds);
  environment.registerOperator('Money + Money: Money', (a: Money, b: Money) => new Money(a.millionths + b.millionths));
  environment.registerOperator('Money - Money: Money', (a: Money, b: Money) => new Money(a.millionths - b.millionths));
  for (const [name, type] of Object.entries(variables)) environment.registerVariable(name, type);
  return environment;
}
