/** An import that is planted in a tree of its own. */
export interface Plant {
  /** Who imports. */
  readonly file: string;
  /** What: a file by its name or a relative path, or a package. A path with `missing` in it leads nowhere. */
  readonly imports: string;
  /** How it is written; as `import '…'` where absent. */
  readonly how?: (name: string) => string;
}

/** One that the rule has to refuse. */
export interface Refused extends Plant {
  readonly rule: string;
}

const dynamic = (name: string): string => `export const found = await import('${name}');`;
const typed = (name: string): string => `import type { Found } from '${name}';\nexport type Own = Found;`;
const required = (name: string): string =>
  `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\nrequire('${name}');`;

const ADAPTERS = [
  'log-memory',
  'log-sqlite',
  'log-eventstoredb',
  'bus-inprocess',
  'bus-kafka',
  'views-memory',
  'views-sqlite',
  'views-mongodb',
  'outbox-memory',
  'outbox-sqlite',
  'outbox-mongodb',
  'audit-memory',
  'audit-sqlite',
  'identity-oidc',
  'keys-memory',
  'keys-mongodb',
  'keys-sqlite',
  'sessions-memory',
  'sessions-mongodb',
  'sessions-sqlite',
  'facts-duckdb',
];
const DRIVERS = ['node:sqlite', 'mongodb', '@eventstore/db-client', 'kafkajs'];

/** `file` of a room, each one with a name of its own. */
let count = 0;
const inRoom = (room: string): string => `${room}/planted-${String(count++)}.ts`;
const fromRoom = (rule: string, room: string, ...imported: readonly string[]): readonly Refused[] =>
  imported.map((imports) => ({ rule, file: inRoom(room), imports }));

export const PLANTED: readonly Refused[] = [
  ...fromRoom(
    'kernel-stands-alone',
    'libs/kernel',
    '#engine/a.js',
    '#subjects/a.js',
    '#log-sqlite/a.js',
    '#apps/api/a.js',
  ),
  ...fromRoom('engine-knows-no-event-by-name', 'libs/engine', '#ledger/a.js', '#subjects/a.js', '#apps/api/a.js'),
  ...fromRoom('ledger-decides-alone', 'libs/ledger', '#figures/a.js', '#subjects/a.js', '#book/a.js', '#apps/api/a.js'),
  ...fromRoom(
    'figures-import-no-subject',
    'libs/figures',
    '#subjects/a.js',
    '#ledger/a.js',
    '#book/a.js',
    '#apps/api/a.js',
  ),
  { rule: 'figures-import-no-subject', file: inRoom('libs/figures'), imports: '#subjects/a.js', how: typed },
  ...fromRoom(
    'subjects-know-what-they-are-made-of',
    'libs/subjects',
    '#book/a.js',
    '#views-sqlite/a.js',
    '#platform/a.js',
    '#apps/api/a.js',
    '#charts/chart-option.js',
  ),
  ...fromRoom('subjects-are-listed-once', 'libs/book', '#subjects/g/h.subject.js'),
  ...fromRoom('subjects-are-listed-once', 'apps/api', '#subjects/g/h.subject.js'),
  ...fromRoom('subjects-are-listed-once', 'libs/subjects', './g/h.subject.js'),
  ...['facts', 'metrics', 'reads', 'dimensions', 'answers'].flatMap((role): readonly Refused[] => [
    { rule: 'facts-know-no-decision', file: `libs/subjects/a/b.${role}.ts`, imports: './b.decider.js' },
    { rule: 'facts-know-no-decision', file: `libs/subjects/c/d.${role}.ts`, imports: '../a/b.commands.js' },
  ]),
  { rule: 'facts-know-no-decision', file: 'libs/subjects/a/things-fold.ts', imports: './b.decider.js', how: typed },
  {
    rule: 'facts-know-no-decision',
    file: 'libs/subjects/a/through.facts.ts',
    imports: './helper.js',
  },
  { rule: 'facts-know-no-decision', file: 'libs/subjects/a/timeline/b.ts', imports: '../b.commands.js' },
  ...fromRoom('book-is-the-application', 'libs/book', '#views-mongodb/a.js', '#apps/api/a.js', '#demo/a.js'),
  ...fromRoom('demo-is-a-caller', 'libs/demo', '#ledger/a.js', '#kernel/event.js', '#apps/api/a.js'),
  ...fromRoom('imports-know-no-subject', 'libs/imports', '#subjects/a.js', '#apps/cli/a.js', 'node:sqlite', 'mongodb'),
  ...fromRoom('exports-know-no-subject', 'libs/exports', '#subjects/a.js', '#apps/cli/a.js', 'node:sqlite', 'mongodb'),
  ...fromRoom(
    'senders-know-no-subject',
    'libs/senders',
    '#subjects/a.js',
    '#engine/a.js',
    '#apps/api/a.js',
    'node:sqlite',
    'mongodb',
  ),
  ...fromRoom(
    'charts-stand-alone',
    'libs/charts',
    '#kernel/event.js',
    '#figures/a.js',
    '#apps/api/a.js',
    'node:fs',
    'luxon',
  ),
  ...fromRoom('drawing-knows-no-subject', 'libs/drawing', '#subjects/a.js', '#book/a.js', '#apps/api/a.js'),
  ...fromRoom(
    'merkle-stands-alone',
    'libs/merkle',
    '#kernel/event.js',
    '#engine/a.js',
    '#log-sqlite/a.js',
    '#apps/api/a.js',
  ),
  ...fromRoom(
    'mining-stands-alone',
    'libs/mining',
    '#kernel/event.js',
    '#figures/a.js',
    '#subjects/a.js',
    '#apps/api/a.js',
    'luxon',
  ),
  ...fromRoom('the-client-stands-alone', 'libs/client', '#kernel/event.js', '#apps/api/a.js'),
  ...fromRoom('assistants-ask-by-the-client', 'libs/assistants', '#kernel/event.js', '#book/a.js', '#apps/api/a.js'),
  ...fromRoom('the-client-stands-alone', 'libs/client/generator', '#kernel/event.js'),
  ...fromRoom('the-client-needs-nothing', 'libs/client', 'node:fs', 'luxon', './generator/a.js'),
  ...fromRoom('the-page-asks-by-the-client', 'apps/web', '#kernel/event.js', '#client/route.js', 'node:fs', 'luxon'),
  ...fromRoom(
    'the-command-line-asks-by-the-client',
    'apps/cli',
    'node:http',
    'fastify',
    '#figures/a.js',
    '#client/route.js',
  ),
  ...['kernel', 'engine', 'ledger', 'figures', 'subjects', 'book', 'log-sqlite', 'demo', 'client'].flatMap((lib) =>
    fromRoom('the-shell-stays-outside', `libs/${lib}`, '@nestjs/common', '@nestjs/cqrs', 'fastify', '@fastify/helmet'),
  ),
  { rule: 'the-shell-stays-outside', file: inRoom('libs/book'), imports: '@nestjs/common', how: typed },
  { rule: 'the-shell-stays-outside', file: inRoom('libs/book'), imports: '@nestjs/core', how: dynamic },
  ...ADAPTERS.flatMap((lib) =>
    fromRoom(
      'adapters-keep-to-themselves',
      `libs/${lib}`,
      '#ledger/a.js',
      '#figures/a.js',
      '#subjects/a.js',
      '#platform/a.js',
      '#apps/api/a.js',
    ),
  ),
  ...fromRoom('adapters-keep-to-themselves', 'libs/log-sqlite', '#views-sqlite/a.js'),
  ...fromRoom('adapters-keep-to-themselves', 'libs/views-mongodb', '#outbox-mongodb/a.js'),
  ...['libs/kernel', 'libs/engine', 'libs/book', 'libs/platform', 'apps/api', 'apps/cli'].flatMap((room) =>
    [undefined, dynamic, typed, required].flatMap((how) =>
      DRIVERS.map((imports): Refused => {
        const plant = { rule: 'drivers-stay-in-adapters', file: inRoom(room), imports };
        return how === undefined ? plant : { ...plant, how };
      }),
    ),
  ),
  ...fromRoom('drivers-stay-in-adapters', 'libs/book', 'sqlite', 'mongodb/lib/bson.js'),
  ...fromRoom(
    'platform-wires-engine-and-adapters',
    'libs/platform',
    '#ledger/a.js',
    '#subjects/a.js',
    '#book/a.js',
    '#apps/api/a.js',
  ),
  ...['api', 'cli', 'relay', 'projector', 'reactor', 'standalone'].flatMap((app) =>
    fromRoom(
      'apps-never-touch-an-adapter',
      `apps/${app}`,
      '#log-sqlite/a.js',
      '#views-mongodb/a.js',
      '#outbox-memory/a.js',
    ),
  ),
  ...fromRoom('apps-are-separate-processes', 'apps/cli', '#apps/api/dispatch.js', '#apps/standalone/start.js'),
  ...fromRoom('apps-are-separate-processes', 'apps/api', '#apps/relay/main.js'),
  ...fromRoom('standalone-takes-in-the-api-only', 'apps/standalone', '#apps/api/dispatch.js', '#apps/relay/main.js'),
  ...fromRoom('testing-stays-in-tests', 'libs/ledger', '#testing/desk.js', '../../test/journeys/stage.js'),
  ...fromRoom('testing-stays-in-tests', 'apps/api', '#testing/desk.js'),
  ...fromRoom('no-development-package-in-the-product', 'libs/kernel', 'fast-check', 'bson'),
  ...fromRoom('no-development-package-in-the-product', 'apps/cli', 'autocannon', '@jest/globals'),
  ...fromRoom('neighbours-by-relative-path', 'libs/ledger', '../kernel/event.js'),
  ...fromRoom('neighbours-by-relative-path', 'apps/cli', '../../libs/kernel/event.js'),
  { rule: 'neighbours-by-relative-path', file: inRoom('libs/figures'), imports: '../kernel/event.js', how: typed },
  ...fromRoom('nothing-built-is-imported', 'libs/ledger', '../../dist/modules/libs/kernel/event.js'),
  {
    rule: 'nothing-built-is-imported',
    file: inRoom('apps/cli'),
    imports: '../../dist/modules/libs/kernel/event.js',
    how: dynamic,
  },
  { rule: 'no-cycles', file: 'libs/kernel/one.ts', imports: './other.js' },
  {
    rule: 'kernel-stands-alone',
    file: 'libs/kernel/other.ts',
    imports: '#engine/a.js',
    how: (name) => `import '${name}';
import type { One } from './one.js';
export type Other = One;`,
  },
  ...fromRoom('everything-resolves', 'libs/kernel', './missing.js', '#ledger/missing.js', 'no-such-package'),
];

/** What has to stay possible: a rule that refuses everything would pass otherwise. */
export const ALLOWED: readonly Plant[] = [
  { file: inRoom('libs/engine'), imports: '#kernel/event.js' },
  { file: inRoom('libs/engine'), imports: '#merkle/hashes.js' },
  { file: inRoom('libs/ledger'), imports: '#engine/a.js' },
  { file: inRoom('libs/figures'), imports: '#kernel/event.js' },
  { file: inRoom('libs/subjects'), imports: '#figures/metric.js' },
  { file: 'libs/subjects/index.ts', imports: './g/h.subject.js' },
  { file: 'libs/subjects/e/f.facts.ts', imports: './f.events.js' },
  { file: 'libs/subjects/a/helper.ts', imports: './b.commands.js' },
  { file: 'libs/subjects/e/f.subject.ts', imports: './f.commands.js' },
  { file: inRoom('libs/book'), imports: '#subjects/tables.js' },
  { file: inRoom('libs/book'), imports: '#platform/adapters.js' },
  { file: inRoom('libs/demo'), imports: '#kernel/time/calendar.js' },
  { file: inRoom('libs/imports'), imports: '@duckdb/node-api' },
  { file: inRoom('libs/exports'), imports: '@duckdb/node-api' },
  { file: inRoom('libs/senders'), imports: '#kernel/message.js' },
  { file: inRoom('libs/senders'), imports: 'nodemailer' },
  { file: inRoom('libs/subjects'), imports: '#charts/chart-settings.js' },
  { file: inRoom('libs/subjects'), imports: '#mining/nelder-mead.js' },
  { file: inRoom('libs/mining'), imports: './other.js' },
  { file: inRoom('libs/charts'), imports: 'echarts/core' },
  { file: inRoom('libs/drawing'), imports: '#charts/chart-option.js' },
  { file: inRoom('libs/drawing'), imports: '#exports/csv.js' },
  { file: inRoom('libs/log-sqlite'), imports: '#merkle/growing-tree.js' },
  { file: inRoom('libs/client'), imports: './generated/index.js' },
  { file: inRoom('apps/cli'), imports: '#client/index.js' },
  { file: inRoom('apps/web'), imports: '#client/index.js' },
  { file: inRoom('apps/web'), imports: 'preact/hooks' },
  { file: inRoom('libs/platform'), imports: '#log-eventstoredb/a.js' },
  { file: inRoom('libs/platform'), imports: 'fastify' },
  { file: inRoom('libs/log-sqlite'), imports: 'node:sqlite' },
  { file: inRoom('libs/views-mongodb'), imports: 'mongodb' },
  { file: inRoom('libs/bus-kafka'), imports: '#engine/a.js' },
  { file: inRoom('apps/api'), imports: '@nestjs/common' },
  { file: inRoom('apps/api'), imports: '#book/book.js' },
  { file: inRoom('apps/standalone'), imports: '#apps/api/listen.js' },
  { file: 'libs/ledger/allowed.spec.ts', imports: '#testing/counting.js' },
  { file: 'test/journeys/allowed.spec.ts', imports: 'fast-check' },
];
