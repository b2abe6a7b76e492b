import { columnPlaced, type Basis } from '#kernel/ports/basis.js';
import type { PlaceColumn, Places } from '#kernel/ports/places.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';

const SIDE = /^(?:from|to)_/;

/**
 * A request told apart by what customers are at the end of the day of an organisation. Facts of nobody keep what they are told apart by, and
 * so does what in a series of that name is not its customer's, such as the stage of an opportunity.
 * @param ofCustomer the dimensions of its series that are
 * @param merged customers whose things are still under their ids: they stand where those do that they are merged into
 */
export function placedRequest(
  request: SumRequest,
  { organisation }: Basis,
  ofCustomer: readonly string[],
  merged: Places['merged'] = [],
): SumRequest {
  if (organisation === undefined) return request;
  const columns: Record<string, PlaceColumn> = {};
  const columnOf = (name: string): string => {
    const own = columnPlaced(name);
    if (own === undefined) return name;
    const part = own.replace(SIDE, '');
    if (!ofCustomer.includes(part)) return own;
    columns[name] = { from: `from_${part}`, to: `to_${part}`, own };
    return name;
  };
  const group = request.group.map(columnOf);
  const where = Object.fromEntries(Object.entries(request.where).map(([name, values]) => [columnOf(name), values]));
  const isPlaced = Object.keys(columns).length > 0;
  return {
    ...request,
    group,
    where,
    ...(isPlaced && {
      places: {
        ...{ series: 'moves', measure: 'moves', day: organisation, columns },
        ...(merged.length > 0 && { merged }),
      },
    }),
  };
}
