import type { Arrival } from './random-book.js';

/** Where customers of a random book are, all of their life. */
const HOME: Readonly<Record<string, string>> = { c0: 'north', c1: 'south', c2: 'east' };

type Data = Readonly<Record<string, unknown>>;

/** Everything that a customer does happens where that customer is at home; guests are where they buy. */
export function atHome({ event, on }: Arrival): Arrival {
  const data = event.data as Data;
  const isOwn = event.type.startsWith('Customer');
  const moved =
    isOwn && 'attributes' in data ? { attributes: { ...(data['attributes'] as object), region: HOME[event.key] } } : {};
  return { event: { ...event, data: { ...(placed(data) as Data), ...moved } } as Arrival['event'], on };
}

function placed(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(placed);
  if (typeof data !== 'object' || data === null) return data;
  const fields: Data = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, placed(value)]));
  const customer = fields['customerId'];
  return typeof customer === 'string' ? { ...fields, region: HOME[customer] } : fields;
}

/** Whether all that it says is of the north. */
export function isOfNorth({ event }: Arrival): boolean {
  const data = event.data as Data & { readonly where?: { readonly region?: readonly string[] } };
  if (event.type === 'TargetSet') return data.where?.region?.join() === 'north';
  if (event.key in HOME) return HOME[event.key] === 'north';
  const content = (data['sale'] ?? data) as Data;
  return content['region'] === 'north';
}
