import { ValidationPipe, type ArgumentMetadata, type PipeTransform, type ValidationError } from '@nestjs/common';
import { Problem, type FieldError } from '#kernel/problem.js';
import { refusing, shown, shownValue } from '#kernel/shown.js';

/** Values of a list that a message shows. */
const SHOWN = 5;
/** The rules that say of what kind a value is. */
const KINDS = new Set(['isInt', 'isNumber', 'isString']);

/** Parameters are closed classes: what they do not name is refused. */
class ClosedParameters extends ValidationPipe {
  /** @throws Problem `invalid-request` */
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const names = typeof value === 'object' && value !== null ? Object.keys(value) : [];
    const found: unknown = await super.transform(value, metadata);
    if (typeof found === 'object' && found !== null) needNoneLost(names, found);
    return found;
  }
}

export function parameterPipe(): ValidationPipe {
  return new ClosedParameters({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    exceptionFactory: (found: ValidationError[]) => {
      const errors = found.map(({ property, value, constraints = {} }): FieldError => {
        const broken = Object.entries(constraints);
        // What is no number is neither too large nor too small.
        const [rule, wrong] = broken.find(([name]) => KINDS.has(name)) ?? broken[0] ?? ['', 'is not valid'];
        // The value of a parameter that there is not says nothing.
        const detail = rule === 'whitelistValidation' ? wrong : `${wrong}: it is ${given(value)}`;
        return { field: shown(property), detail };
      });
      return new Problem('invalid-request', errors.map(({ detail }) => detail).join('; '), errors);
    },
  });
}

/** A list of texts by the first of them. */
function given(value: unknown): string {
  const isTexts = Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string');
  return isTexts ? value.slice(0, SHOWN).map(shownValue).join(', ') : shownValue(value);
}

/** Parameters of such a class that are sent as a body. */
export class ParametersAsBody implements PipeTransform {
  private readonly pipe = parameterPipe();

  constructor(private readonly kind: new () => object) {}

  /** @throws Problem `invalid-request` */
  async transform(body: unknown): Promise<unknown> {
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
      needNoNull(body);
      return this.pipe.transform(body, { type: 'body', metatype: this.kind });
    }
    const detail = refusing(body, 'must be an object');
    throw new Problem('invalid-request', `body ${detail}`, [{ field: 'body', detail }]);
  }
}

/** An address has no null, and rules take it for something that is left out. @throws Problem `invalid-request` */
function needNoNull(body: object): void {
  const nulls = Object.entries(body).flatMap(([name, value]) => (value === null ? [shown(name)] : []));
  if (nulls.length === 0) return;
  const errors = nulls.map((field) => ({ field, detail: 'must not be null: leave it out' }));
  throw new Problem('invalid-request', `${nulls.join(', ')} must not be null: leave it out`, errors);
}

/** Names that every object has, such as `toString`, are taken away before anybody looks whether there is such a parameter. @throws Problem `invalid-request` */
function needNoneLost(names: readonly string[], found: object): void {
  const lost = names.filter((name) => !Object.hasOwn(found, name)).map(shown);
  if (lost.length === 0) return;
  const errors = lost.map((field) => ({ field, detail: `property ${field} should not exist` }));
  throw new Problem('invalid-request', errors.map(({ detail }) => detail).join('; '), errors);
}
