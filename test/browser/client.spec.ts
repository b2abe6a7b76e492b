import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Browser } from 'playwright-core';
import ts from 'typescript';
import { readFiles } from '#client/generator/written.js';
import { addressOf } from '#platform/address.js';
import { Stage } from '../journeys/stage.js';
import { openBrowser, withChromium } from './chromium.js';

/** The modules of the client as a browser takes them, by their path from `/client/`. */
async function modules(): Promise<ReadonlyMap<string, string>> {
  const compilerOptions = { module: ts.ModuleKind.ES2022, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true };
  const sources = [...(await readFiles('libs/client'))].filter(([path]) => path.endsWith('.ts'));
  return new Map(
    sources.map(([path, text]) => [
      `/client/${path.replace(/\.ts$/, '.js')}`,
      ts.transpileModule(text, { compilerOptions }).outputText,
    ]),
  );
}

const PAGE = `<!doctype html><title>waiting</title><script type="module">
  import { ProblemError, tallybook } from '/client/index.js';
  const book = tallybook(location.origin);
  const { position } = await book.registerCustomer({ id: 'ada', registeredAt: '2024-01-15', region: 'north' });
  // What is live begins with the figures of the moment, which may not have her yet.
  await book.query({ metrics: ['customers.total'], position });
  let counted = [];
  for await (const { position, counters } of book.followLive()) {
    counted.push(counters['customers.total']);
    if (counted.length === 2) break;
    for await (const { accepted } of book.recordMany([{ type: 'RegisterCustomer', data: { id: 'bob' } }])) counted.accepted = accepted;
  }
  const { rows } = await book.query({ metrics: ['customers.total'], by: ['region'] });
  const problem = await book.showSale('none').catch((error) => error instanceof ProblemError && error.code);
  window.found = { counted, accepted: counted.accepted, rows, problem };
</script>`;

withChromium(() =>
  describe('the client in a page of a browser', () => {
    let browser: Browser;
    let stage: Stage;
    let site: Server;

    /** The page and the modules, and the book behind the same name. */
    function serve(files: ReadonlyMap<string, string>, asked: IncomingMessage, response: ServerResponse): void {
      const { method, url = '', headers } = asked;
      const module = files.get(url);
      if (url === '/page') response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
      else if (module !== undefined) response.writeHead(200, { 'content-type': 'text/javascript' }).end(module);
      else
        asked.pipe(
          request(stage.url + url, { ...(method !== undefined && { method }), headers }, (answer) => {
            response.writeHead(answer.statusCode ?? 500, answer.headers);
            answer.pipe(response);
          }),
        );
    }

    beforeAll(async () => {
      stage = await Stage.open({}, {}, '2024-06-01T00:00:00Z');
      const files = await modules();
      site = createServer((asked, response) => serve(files, asked, response)).listen(0, '127.0.0.1');
      await once(site, 'listening');
      browser = await openBrowser([]);
    });

    afterAll(async () => {
      await browser.close();
      site.closeAllConnections();
      site.close();
      await stage.close();
    });

    it('records, asks, and follows live', async () => {
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on('pageerror', ({ message }) => errors.push(message));
      await page.goto(`${addressOf(site, '127.0.0.1').url}/page`);
      await page.waitForFunction('window.found');
      expect([errors, await page.evaluate('window.found')]).toEqual([
        [],
        {
          counted: [1, 2],
          accepted: 1,
          rows: [
            { region: '', 'customers.total': 1 },
            { region: 'north', 'customers.total': 1 },
          ],
          problem: 'not-found',
        },
      ]);
    });
  }),
);
