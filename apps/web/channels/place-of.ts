/** The place of the page where what a route of the API answers is shown; undefined where it has none. */
export function placeOf(link: string): string | undefined {
  const [, id, run] = /^\/v1\/schedules\/([^/]+)\/runs(?:\/(\d+))?$/.exec(link) ?? [];
  if (id !== undefined) return `/reports/${id}${run === undefined ? '' : `?run=${run}`}`;
  return /^\/v1(\/(?:alerts|dashboards)\/.*)$/.exec(link)?.[1];
}
