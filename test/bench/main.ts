import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchAlerts, benchBacktests } from './alerts.bench.js';
import { benchAppend } from './append.bench.js';
import { benchBulk } from './bulk.bench.js';
import { benchDashboards } from './dashboards.bench.js';
import { benchDistributed } from './distributed.bench.js';
import { benchExport } from './export.bench.js';
import { benchFigures } from './figures/figures.bench.js';
import { benchFlood } from './flood.bench.js';
import { benchHttp } from './http.bench.js';
import { benchIngest } from './ingest.bench.js';
import { benchInput } from './input.bench.js';
import { benchLag } from './lag.bench.js';
import { benchLoad } from './load.bench.js';
import { benchMining } from './mining.bench.js';
import { benchMinedBook } from './mined-book.bench.js';
import { benchPage } from './page.bench.js';
import { benchQueries } from './query.bench.js';
import { benchRebuild } from './rebuild.bench.js';
import { markdown } from './report.js';
import { benchSegments } from './segments.bench.js';

/**
 * `npm run bench -- [input] [append] [http] [bulk] [query] [load] [lag] [rebuild] [page] [figures] [dashboards] [export] [distributed]
 * [ingest] [alerts] [backtests] [mining] [mined] [segments] [flood] [--facts N] [--copies N] [--minutes N] [--markdown FILE]`: all but the last twelve unless named. Query,
 * load, rebuild, dashboards and export load a book first; `figures` and `page` make books of their own. With `--markdown` the results are kept as tables of a page.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    facts: { type: 'string', default: '200000' },
    copies: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '5' },
    markdown: { type: 'string' },
  },
});
const facts = Number(values.facts);
const wanted = (name: string): boolean => positionals.length === 0 || positionals.includes(name);

const scratch = await mkdtemp(join(tmpdir(), 'tally-bench-'));
const folder = (name: string): Promise<string> => mkdtemp(join(scratch, name));
try {
  process.stdout.write(`node ${process.version}, ${String(cpus().length)} processors, ${String(facts)} facts\n`);
  const book = await folder('book');
  if (wanted('input')) await benchInput();
  if (wanted('append')) await benchAppend(await folder('append'));
  if (wanted('http')) await benchHttp(await folder('http'));
  if (wanted('lag')) await benchLag(await folder('lag'));
  if (
    ['bulk', 'query', 'load', 'rebuild'].some(wanted) ||
    ['dashboards', 'export'].some((one) => positionals.includes(one))
  )
    await benchBulk(book, facts);
  // Only when named: they need the servers that infra/local/start starts.
  if (positionals.includes('distributed')) await benchDistributed(await folder('distributed'), facts);
  if (positionals.includes('ingest')) await benchIngest(await folder('ingest'), facts);
  // Only when named: it makes books of its own.
  if (positionals.includes('alerts')) await benchAlerts(await folder('alerts'), facts);
  if (positionals.includes('backtests')) await benchBacktests(await folder('backtests'), facts);
  if (positionals.includes('mining')) await benchMining();
  // Only when named: it makes a book of its own, with a customer for every three facts.
  if (positionals.includes('mined')) await benchMinedBook(await folder('mined'), facts);
  // Only when named: as of `mined`.
  if (positionals.includes('segments')) await benchSegments(await folder('segments'), facts);
  // Only when named: it is half a minute of waiting.
  if (positionals.includes('flood')) await benchFlood(await folder('flood'));
  if (wanted('query')) await benchQueries(book);
  if (wanted('load')) await benchLoad(book);
  if (positionals.includes('export')) await benchExport(book);
  if (wanted('rebuild')) await benchRebuild(book, await folder('rebuild'));
  // Only when named: it needs a browser.
  if (positionals.includes('page')) await benchPage(await folder('page'), facts);
  // It adds to the book: what is measured before has the facts that were asked for.
  if (positionals.includes('dashboards')) await benchDashboards(book, Number(values.minutes));
  if (positionals.includes('figures')) await benchFigures(await folder('figures'), facts, Number(values.copies));
  if (values.markdown !== undefined) await writeFile(values.markdown, markdown());
} finally {
  // What a server that is still ending has just written does not hide why.
  await rm(scratch, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
