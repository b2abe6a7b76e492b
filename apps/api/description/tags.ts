/** What operations are about. */
export const TAGS = {
  facts: 'What happened, recorded one at a time or many at once.',
  imports: 'Files of other systems as facts, by presets and maps in SQL.',
  figures: 'Questions to the catalogue of metrics, as of any day, as known at any day.',
  things: 'Customers, sales, interactions and opportunities, one by one and in lists.',
  history: 'The journal and the log, replays, policies that are only tried, the read models built anew.',
  periods: 'Closed periods: figures that stay as they were, and what came later.',
  deliveries: 'Where messages go, what left the house and what waits.',
  access: 'Who may ask and do what: keys, roles and who has them.',
  watching: 'Whether the process lives and keeps up, and what it measures.',
} as const;
