import { ValidationPipe, type PipeTransform, type ValidationError } from '@nestjs/common';
import { Problem, type FieldError } from '#kernel/problem.js';
import { refusing, shown, shownValue } from '#kernel/shown.js';

/** Parameters are closed classes: what they do not name is refused. */
export function parameterPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    exceptionFactory: (found: ValidationError[]) => {
      const errors = found.map(({ property, value, constraints = {} }): FieldError => {
        const [[rule, wrong] = ['', 'is not valid']] = Object.entries(constraints);
        // The value of a parameter that there is not says nothing.
        const detail = rule === 'whitelistValidation' ? wrong : `${wrong}: it is ${shownValue(value)}`;
        return { field: shown(property), detail };
      });
      return new Problem('invalid-request', errors.map(({ detail }) => detail).join('; '), errors);
    },
  });
}

/** Parameters of such a class that are sent as a body. */
export class ParametersAsBody implements PipeTransform {
  private readonly pipe = parameterPipe();

  constructor(private readonly kind: new () => object) {}

  /** @throws Problem `invalid-request` */
  async transform(body: unknown): Promise<unknown> {
    if (typeof body === 'object' && body !== null && !Array.isArray(body))
      return this.pipe.transform(body, { type: 'body', metatype: this.kind });
    const detail = refusing(body, 'must be an object');
    throw new Problem('invalid-request', `body ${detail}`, [{ field: 'body', detail }]);
  }
}
