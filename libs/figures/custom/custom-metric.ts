import { Problem } from '#kernel/problem.js';
import type { Catalogue } from '../catalogue.js';
import { isAboutTargets, type Formula } from '../formulas/index.js';
import type { Metric } from '../metric.js';
import { both } from '../formulas/source.js';
import { composedOf, operandOf, type Composed } from './composed.js';
import type { MetricDefinition, MetricDefinitions } from './metric-definition.js';
import { MOST_DEEP, type SaidFormula, type SaidOperand } from './said-formula.js';

type Filters = Readonly<Record<string, readonly string[]>>;

/** Metrics asked for by one question of one metric at most. */
const MOST_OPERANDS = 50;

/**
 * The metric that a definition makes of those of a catalogue and of other definitions: complete in itself, so that whoever has the
 * catalogue can work it out without the definitions. Its dimensions are those that all its parts go by.
 * @throws Problem `invalid-request` naming the part that has no meaning, or that leads back to itself
 */
export function customMetric(
  definition: MetricDefinition,
  definitions: MetricDefinitions,
  catalogue: Catalogue,
): Metric<Formula> {
  const { name, version, title, unit } = definition;
  const composer = new Composer(definitions, catalogue);
  const made = composer.compose(definition.formula, { at: 'formula', where: {}, level: 1, within: [name] });
  return {
    name,
    title,
    kind: made.kind,
    unit: unit ?? made.unit,
    type: made.type,
    additive: made.additive,
    dimensions: made.dimensions,
    definition: definition.definition,
    versions: { [name]: version, ...composer.used },
    formula: { kind: 'expression', of: made.expression, type: made.type },
  };
}

/** Where in the making of a metric a formula stands. */
interface Place {
  /** In what the caller said, such as `formula.ratio[0]`. */
  readonly at: string;
  /** What all its operands are limited to. */
  readonly where: Filters;
  readonly level: number;
  /** The definitions that it is in, the outermost first. */
  readonly within: readonly string[];
}

class Composer {
  /** The versions of the definitions that were used. */
  readonly used: Record<string, number> = {};
  private operands = 0;

  constructor(
    private readonly definitions: MetricDefinitions,
    private readonly catalogue: Catalogue,
  ) {}

  compose(said: SaidFormula, place: Place): Composed {
    if (place.level > MOST_DEEP)
      throw wrong(place.at, `is more than ${String(MOST_DEEP)} deep, with all that it is made of`);
    if ('metric' in said) return this.operand(said, place);
    if ('per' in said) return composedOf.per(this.part(said.per[0], place, 'per', 0));
    if ('sum' in said)
      return composedOf.sum(
        said.sum.map((part, i) => this.part(part, place, 'sum', i)),
        place.at,
      );
    const [kind, [a, b]] =
      'ratio' in said ? (['ratio', said.ratio] as const) : (['difference', said.difference] as const);
    const [first, second] = [this.part(a, place, kind, 0), this.part(b, place, kind, 1)];
    return kind === 'ratio' ? composedOf.ratio(first, second) : composedOf.difference(first, second, place.at);
  }

  private part(said: SaidFormula, place: Place, kind: string, index: number): Composed {
    const at = isWithin(place) ? place.at : `${place.at}.${kind}[${String(index)}]`;
    return this.compose(said, { ...place, at, level: place.level + 1 });
  }

  private operand({ metric: name, where = {} }: SaidOperand, place: Place): Composed {
    const at = isWithin(place) ? place.at : `${place.at}.metric`;
    if (place.within.includes(name)) throw wrong(at, `leads back to itself: ${[...place.within, name].join(' -> ')}`);
    const definition = this.definitions.get(name);
    const limited = both(place.where, where);
    const found =
      definition === undefined
        ? this.builtIn(name, limited, at)
        : this.custom(definition, { ...place, where: limited, at });
    const unknown = Object.keys(where).find((dimension) => !found.dimensions.includes(dimension));
    if (unknown === undefined) return found;
    const named = isWithin(place) ? at : `${place.at}.where.${unknown}`;
    throw wrong(named, `is no dimension of ${name}: it goes by ${found.dimensions.join(', ')}`);
  }

  private custom(definition: MetricDefinition, place: Place): Composed {
    this.used[definition.name] = definition.version;
    const found = this.compose(definition.formula, { ...place, within: [...place.within, definition.name] });
    return { ...found, unit: definition.unit ?? found.unit };
  }

  private builtIn(name: string, where: Filters, at: string): Composed {
    const metric = this.catalogue.metrics.get(name);
    if (metric === undefined) throw wrong(at, `there is no metric ${name}: GET /v1/metrics lists those there are`);
    if (isAboutTargets(metric)) throw wrong(at, `${name} is about another metric, and no part of a formula`);
    if (metric.onlyBy !== undefined)
      throw wrong(at, `${name} has no common unit but by ${metric.onlyBy}, and is no part of a formula`);
    if (++this.operands > MOST_OPERANDS)
      throw wrong(
        at,
        `is one too many: a formula, with what it is made of, has at most ${String(MOST_OPERANDS)} metrics`,
      );
    return operandOf(metric, where);
  }
}

/** Whether it is in another definition than the one that is made: what is wrong there is told at the place that names that. */
function isWithin({ within }: Place): boolean {
  return within.length > 1;
}

function wrong(field: string, detail: string): Problem {
  return new Problem('invalid-request', `${field} ${detail}`, [{ field, detail }]);
}
