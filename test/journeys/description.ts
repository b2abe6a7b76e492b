import { Compile, type Validator } from 'typebox/schema';

type Schema = Readonly<Record<string, unknown>>;

interface Response {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

export interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly tags: readonly string[];
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly description?: string;
    readonly schema: Schema;
    readonly example?: unknown;
  }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema; readonly example: unknown }>>;
  };
  readonly responses: Readonly<Record<string, Response>>;
  readonly 'x-problems': readonly string[];
  readonly 'x-fact'?: unknown;
  readonly 'x-stages'?: readonly string[];
}

export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** What was answered to a request. */
export interface Answered {
  readonly method: string;
  /** With or without a query. */
  readonly path: string;
  readonly status: number;
  readonly type: string;
  readonly body: unknown;
}

/** The API description, to hold answers against. */
export class Description {
  /** By method and path as described. */
  readonly operations: ReadonlyMap<string, Operation>;
  private readonly routes: readonly (readonly [RegExp, string])[];
  private readonly validators = new Map<Schema, Validator>();

  constructor(readonly document: Document) {
    const paths = Object.entries(document.paths);
    this.operations = new Map(
      paths.flatMap(([path, item]) =>
        Object.entries(item).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
      ),
    );
    // What names more of itself comes first: /v1/policies/tiers is no {kind}.
    const bySpecificity = paths.map(([path]) => path).sort((a, b) => a.split('{').length - b.split('{').length);
    this.routes = bySpecificity.map((path) => [new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`), path]);
  }

  static async of(url: string): Promise<Description> {
    const response = await fetch(`${url}/openapi.json`);
    return new Description((await response.json()) as Document);
  }

  /** Why an answer is not as described; undefined where it is, or where nothing is described at its path. */
  objection({ method, path, status, type, body }: Answered): string | undefined {
    const [pathname = ''] = path.split('?');
    const route = this.routes.find(([pattern]) => pattern.test(pathname))?.[1];
    const operation = this.operations.get(`${method} ${route ?? ''}`);
    if (operation === undefined) return undefined;
    const [media = ''] = type.split(';');
    const schema = operation.responses[String(status)]?.content?.[media]?.schema;
    const what = `${operation.operationId}: ${String(status)} ${media}`;
    const code = media === 'application/problem+json' ? (body as { readonly code: string }).code : '';
    if (schema === undefined) return `${what} ${code} is not described`;
    const [isValid, errors] = this.validator(schema).Errors(body);
    if (isValid) return undefined;
    return `${what} ${code} is not as described: ${errors.map(({ instancePath, message }) => `${instancePath} ${message}`).join('; ')}`;
  }

  private validator(schema: Schema): Validator {
    const known = this.validators.get(schema);
    if (known !== undefined) return known;
    const schemas = Object.entries(this.document.components.schemas);
    const context = Object.fromEntries(schemas.map(([name, one]) => [name, byName(one) as Schema]));
    const made = Compile(context, byName(schema) as Schema);
    this.validators.set(schema, made);
    return made;
  }
}

/** References to components by their names alone, as a validator looks them up. */
function byName(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(byName);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' && typeof inner === 'string' ? inner.replace('#/components/schemas/', '') : byName(inner),
    ]),
  );
}

/** Notes every object that may have more fields than it describes. */
export function noteOpen(where: string, schema: unknown, open: string[]): void {
  if (Array.isArray(schema)) for (const one of schema) noteOpen(where, one, open);
  if (typeof schema !== 'object' || schema === null) return;
  const { type, additionalProperties, properties = {}, ...rest } = schema as Readonly<Record<string, unknown>>;
  if (type === 'object' && (additionalProperties === undefined || additionalProperties === true)) open.push(where);
  if (typeof additionalProperties === 'object') noteOpen(where, additionalProperties, open);
  for (const [name, inner] of Object.entries(properties as object)) noteOpen(`${where}.${name}`, inner, open);
  for (const name of ['items', 'anyOf', 'allOf', 'oneOf']) noteOpen(where, rest[name], open);
}
