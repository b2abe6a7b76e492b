import { isDeepStrictEqual } from 'node:util';
import type { OpenAPIObject } from '@nestjs/swagger';

type Schemas = Record<string, object>;

/** The document with every schema that has a name written once, as a component, and named by a reference wherever it is used. */
export function withComponents(document: OpenAPIObject): OpenAPIObject {
  const schemas: Schemas = {};
  const paths = referring(document.paths, schemas) as OpenAPIObject['paths'];
  const sorted = Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { ...document, paths, components: { ...document.components, schemas: sorted } };
}

function referring(value: unknown, schemas: Schemas): unknown {
  if (Array.isArray(value)) return value.map((item) => referring(item, schemas));
  if (typeof value !== 'object' || value === null) return value;
  if (!('$id' in value)) return within(value, schemas);
  const { $id, ...schema } = value as { readonly $id: string };
  const component = within(schema, schemas);
  const same = (schemas[$id] ??= component);
  if (!isDeepStrictEqual(same, component)) throw new Error(`two schemas are called ${$id}`);
  return { $ref: `#/components/schemas/${$id}` };
}

function within(value: object, schemas: Schemas): object {
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, referring(inner, schemas)]));
}
