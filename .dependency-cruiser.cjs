/** The building's walls. Each rule says in its comment what it protects; `npm run check:deps` shows the sentence when it breaks. */
const adapters = '^libs/(log|bus|views|outbox|audit|keys|sessions|facts|identity)-[^/]+/';
const kernel = '^libs/kernel/';
const engine = '^libs/engine/';
const book = '^libs/book/';
const figures = '^libs/figures/';
const subjects = '^libs/subjects/';
const ledger = '^libs/ledger/';
const imports = '^libs/imports/';
const exported = '^libs/exports/';
const senders = '^libs/senders/';
const charts = '^libs/charts/';
const drawing = '^libs/drawing/';
const merkle = '^libs/merkle/';
const mining = '^libs/mining/';
/** What a subject and all that works with subjects are made of, and subjects. */
const core = '^libs/(kernel|engine|ledger|figures|subjects)/';
const ours = '^(libs|apps|test)/';
const oursAndStores = [ours, '^(node:)?sqlite$', 'node_modules/(mongodb|kafkajs|@eventstore/db-client)/'];
const tests = '(\\.spec\\.ts$|^test/|^libs/testing/)';

/** @param {string} lib */
const outside = (lib) => ({ path: ours, pathNot: [lib] });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  // A wall that may be climbed is none: each of them is an error.
  forbidden: [
    {
      name: 'kernel-stands-alone',
      comment:
        'The kernel is what everything else is made of; it imports no other library, or nothing could be used without it all.',
      from: { path: kernel, pathNot: tests },
      to: outside(kernel),
    },
    {
      name: 'engine-knows-no-event-by-name',
      comment:
        'The engine moves events whatever they tell; it imports only the kernel and trees, or a new kind of fact would need a new engine.',
      from: { path: engine, pathNot: tests },
      to: { path: ours, pathNot: [kernel, engine, merkle] },
    },
    {
      name: 'ledger-decides-alone',
      comment:
        'The ledger decides what is true; it imports only the kernel and the engine, so no store, screen or figure can bend a decision.',
      from: { path: ledger, pathNot: tests },
      to: { path: ours, pathNot: [kernel, engine, ledger] },
    },
    {
      name: 'figures-import-no-subject',
      comment:
        'Figures are worked out from facts whatever they tell; metrics and dimensions are handed to them, so they import only the kernel and ' +
        'the engine, or a new kind of thing would need new figures.',
      from: { path: figures, pathNot: tests },
      to: { path: ours, pathNot: [kernel, engine, figures] },
    },
    {
      name: 'subjects-know-what-they-are-made-of',
      comment:
        'A subject is declared with the kernel, the engine, the ledger’s and the figures’ means, what settings a chart has and how figures ' +
        'are written in it, what is estimated of numbers, and the subjects it names; no store, application or app is needed to say what a fact is.',
      from: { path: subjects, pathNot: tests },
      to: { path: ours, pathNot: [core, mining, '^libs/charts/(chart-settings|numbers|other-kinds)\\.ts$'] },
    },
    {
      name: 'subjects-are-listed-once',
      comment:
        'What a subject brings is reached through the tables that derive from the one list; who imports a subject by itself has begun a ' +
        'second list, which the next subject is forgotten in.',
      from: { pathNot: [tests, '^libs/subjects/index\\.ts$'] },
      to: { path: '^libs/subjects/.*\\.subject\\.ts$' },
    },
    {
      name: 'facts-know-no-decision',
      comment:
        'Facts, metrics, reads and timelines are worked out from events alone; they never import what decides or reads commands, nor through others, so that ' +
        'what was recorded counts the same whatever is accepted today.',
      from: {
        path: '^libs/subjects/.*(\\.(facts|metrics|reads|readable|dimensions|answers)|-fold|/timeline/.*)\\.ts$',
        pathNot: tests,
      },
      to: { path: '^libs/subjects/.*\\.(decider|commands)\\.ts$', reachable: true },
    },
    {
      name: 'book-is-the-application',
      comment:
        'The book answers and records for any door; it imports what it is made of and the stores the platform picks, never an app or an adapter.',
      from: { path: book, pathNot: tests },
      to: {
        path: ours,
        pathNot: [core, charts, drawing, imports, merkle, mining, book, '^libs/platform/'],
      },
    },
    {
      name: 'demo-is-a-caller',
      comment:
        'The generated business is what a caller could send; it imports only the kernel’s calendar, so that whatever records it, a server ' +
        'or a test, has facts that no short cut made.',
      from: { path: '^libs/demo/', pathNot: tests },
      to: { path: ours, pathNot: ['^libs/demo/', '^libs/kernel/time/'] },
    },
    {
      name: 'imports-know-no-subject',
      comment:
        'Files become facts by their maps alone; the types there are come from the caller, and of ours only the kernel and the ledger’s limits ' +
        'are needed, so that a new kind of fact can be imported without a change here.',
      from: { path: imports, pathNot: tests },
      to: { path: oursAndStores, pathNot: [imports, kernel, ledger] },
    },
    {
      name: 'exports-know-no-subject',
      comment:
        'Tables become files whatever they are of; rows and columns are handed over, so of ours only the kernel is needed, and a new kind of ' +
        'thing is exported without a change here.',
      from: { path: exported, pathNot: tests },
      to: { path: oursAndStores, pathNot: [exported, kernel] },
    },
    {
      name: 'senders-know-no-subject',
      comment:
        'A sender brings a message to where it belongs whatever it tells; message and channel are handed over, so of ours only the kernel is ' +
        'needed, and what is sent next needs no change here.',
      from: { path: senders, pathNot: tests },
      to: { path: oursAndStores, pathNot: [senders, kernel] },
    },
    {
      name: 'charts-stand-alone',
      comment:
        'An answer becomes a chart by the same code in the page, in mail and in files; so what makes one imports nothing of ours, nothing of ' +
        'Node, and of packages ECharts alone.',
      from: { path: charts, pathNot: tests },
      to: { pathNot: [charts, 'node_modules/echarts/'] },
    },
    {
      name: 'drawing-knows-no-subject',
      comment:
        'Charts and documents are drawn of answers whatever they are of; of ours only the figures, the charts, the files of tables and the ' +
        'kernel are needed, and threads of the engine, so that a new kind of thing is drawn without a change here.',
      from: { path: drawing, pathNot: tests },
      to: { path: ours, pathNot: [drawing, charts, exported, figures, engine, kernel] },
    },
    {
      name: 'merkle-stands-alone',
      comment:
        'Trees, heads and proofs are worked out and checked by the same code in the log, at the door and by whoever trusts neither; it imports ' +
        'nothing of ours, so that it can be read through by itself.',
      from: { path: merkle, pathNot: tests },
      to: outside(merkle),
    },
    {
      name: 'mining-stands-alone',
      comment:
        'What is estimated is a function of numbers alone: it imports nothing of ours and no package, and can be tried on any numbers.',
      from: { path: mining, pathNot: tests },
      to: { pathNot: [mining] },
    },
    {
      name: 'the-client-stands-alone',
      comment:
        'The client is generated from the API description; it imports nothing of ours, and knows what any other client can know.',
      from: { path: '^libs/client/', pathNot: tests },
      to: outside('^libs/client/'),
    },
    {
      name: 'the-client-needs-nothing',
      comment:
        'The client runs in Node and in browsers without another package: what ships of it imports nothing but itself, and not what makes it.',
      from: { path: '^libs/client/', pathNot: [tests, '^libs/client/generator/'] },
      to: { pathNot: ['^libs/client/(?!generator/)'] },
    },
    {
      name: 'the-page-asks-by-the-client',
      comment:
        'The page is a caller in a browser: it has all it shows by the public API through libs/client, draws it, and can send the demo.',
      from: { path: '^apps/web/', pathNot: [tests, 'vite\\.config\\.mjs$'] },
      to: {
        pathNot: ['^apps/web/', '^libs/client/index\\.ts$', '^libs/(charts|demo)/', 'node_modules/(preact|echarts)/'],
      },
    },
    {
      name: 'the-command-line-asks-by-the-client',
      comment:
        'The command line asks servers by libs/client and no HTTP of its own; it imports beside it what it does with data folders itself.',
      from: { path: '^apps/cli/', pathNot: tests },
      to: {
        path: ['^libs/', '^(node:)?(http|https|http2|net|tls)$', 'node_modules/(undici|fastify|@nestjs)/'],
        pathNot: [
          '^libs/client/index\\.ts$',
          '^libs/(kernel|engine|ledger|subjects|book|platform|demo|imports|exports|merkle|assistants)/',
        ],
      },
    },
    {
      name: 'assistants-ask-by-the-client',
      comment: 'What assistants are told is what the rights of whoever asks allow: it is had by the client alone.',
      from: { path: '^libs/assistants/', pathNot: tests },
      to: { path: ours, pathNot: ['^libs/assistants/', '^libs/client/index\\.ts$', '^libs/kernel/decimal\\.ts$'] },
    },
    {
      name: 'the-shell-stays-outside',
      comment: 'Nest and Fastify are the shell: only apps and the platform know them, so the rest runs without.',
      from: { path: '^libs/', pathNot: [tests, '^libs/platform/'] },
      to: { path: '(@nestjs/|fastify)' },
    },
    {
      name: 'adapters-keep-to-themselves',
      comment:
        'An adapter implements the kernel’s ports with its own driver and can be exchanged for another; it imports the kernel, the engine ' +
        'and the trees that logs keep, never the ledger, the figures, a subject, the platform or another adapter.',
      from: { path: '^libs/((log|bus|views|outbox|audit|keys|sessions|facts|identity)-[^/]+)/', pathNot: tests },
      to: { path: ours, pathNot: [kernel, engine, merkle, '^libs/$1/'] },
    },
    {
      name: 'drivers-stay-in-adapters',
      comment:
        'Only an adapter talks to a database or broker by its driver; everybody else goes through a port. Imports have a scratch database ' +
        'of their own, since their maps are SQL, and exports one that writes Parquet.',
      from: { path: '^(libs|apps)/', pathNot: [tests, adapters, imports, exported] },
      to: { path: ['^(node:)?sqlite$', 'node_modules/(mongodb|kafkajs|@eventstore/db-client|@duckdb/[^/]+)/'] },
    },
    {
      name: 'platform-wires-engine-and-adapters',
      comment:
        'The platform picks adapters for ports, senders among them; it imports those, the kernel, the engine and what heads of a log are signed as, ' +
        'and knows nothing of what is counted.',
      from: { path: '^libs/platform/', pathNot: tests },
      to: { path: ours, pathNot: [kernel, engine, merkle, '^libs/platform/', adapters, senders] },
    },
    {
      name: 'apps-never-touch-an-adapter',
      comment: 'Which adapter serves is read by the platform; an app that imports one has chosen for everybody.',
      from: { path: '^apps/', pathNot: tests },
      to: { path: [adapters, senders] },
    },
    {
      name: 'apps-are-separate-processes',
      comment:
        'Apps run apart from each other, so none imports another; only standalone opens the API’s door, being everything in one process.',
      from: { path: '^apps/([^/]+)/', pathNot: [tests, '^apps/standalone/'] },
      to: { path: '^apps/', pathNot: ['^apps/$1/'] },
    },
    {
      name: 'standalone-takes-in-the-api-only',
      comment:
        'Standalone is everything in one process on one book; of the other apps it imports the door that HTTP comes through, nothing behind it.',
      from: { path: '^apps/standalone/', pathNot: tests },
      to: { path: '^apps/', pathNot: ['^apps/standalone/', '^apps/api/(create-api|listen|edge/limits)\\.ts$'] },
    },
    {
      name: 'testing-stays-in-tests',
      comment:
        'libs/testing and test/ hold fakes and harnesses; what ships never imports them (they are not even built).',
      from: { path: '^(libs|apps)/', pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'no-development-package-in-the-product',
      comment: 'What ships imports only packages listed under "dependencies"; the others are missing where it runs.',
      from: { path: '^(libs|apps)/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'neighbours-by-relative-path',
      comment:
        'A relative path never leaves its library or app; others are imported by name (`#kernel/event.js`), so moves stay local.',
      from: { path: '^((libs|apps)/[^/]+)/' },
      to: { path: ours, pathNot: ['^$1/'], dependencyTypes: ['local'], dependencyTypesNot: ['aliased'] },
    },
    {
      name: 'nothing-built-is-imported',
      comment:
        'What is built is another copy of the sources, perhaps of yesterday; an import of it goes around every other rule.',
      from: { path: '^(libs|apps)/', pathNot: tests },
      to: { path: '^dist/' },
    },
    {
      name: 'no-cycles',
      comment: 'Files that need each other are one or hide a third; cycles also make the order of loading matter.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that leads nowhere escapes every other rule; what others build elsewhere is resolved there.',
      from: { pathNot: '^test/examples/' },
      to: { couldNotResolve: true },
    },
  ].map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: ['node_modules', '^dist/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.cjs', '.json'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
