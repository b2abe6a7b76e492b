/** Which events of the log a subscription asks for, by type or by stream, by prefixes or by a pattern. */

/** How many events the real one looks at together where nothing is said. */
const WINDOW = 32;

/** @returns `{wants(row), every}`: a checkpoint is due after every so many events looked at, 0 for none */
export function filterOf(options) {
  if (!options.hasFilter()) return { wants: () => true, every: 0 };
  const filter = options.getFilter();
  const byType = filter.hasEventType();
  const matches = matcher(byType ? filter.getEventType() : filter.getStreamIdentifier());
  const window = filter.hasMax() ? filter.getMax() : WINDOW;
  return {
    wants: (row) => matches(byType ? row.type : row.stream),
    every: window * Math.max(1, filter.getCheckpointintervalmultiplier()),
  };
}

function matcher(expression) {
  const prefixes = expression.getPrefixList();
  if (prefixes.length > 0) return (name) => prefixes.some((prefix) => name.startsWith(prefix));
  const pattern = new RegExp(expression.getRegex());
  return (name) => pattern.test(name);
}
