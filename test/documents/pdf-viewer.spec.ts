import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Resvg } from '@resvg/resvg-js';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { palette } from '#charts/palette.js';
import { drawReport } from '#drawing/documents/document.js';
import { Fonts } from '#drawing/fonts.js';
import { aReport } from '#testing/reports.js';
import { openBrowser, withChromium } from '../browser/chromium.js';
import { until } from '../processes/until.js';

/** The reader of PDF is an extension, which browsers of tests are started without. */
const READER = ['--disable-extensions', '--disable-component-extensions-with-background-pages'];
const [COLOUR = ''] = palette('light').groups;

withChromium(() => {
  describe('a report as PDF in a browser', () => {
    let browser: Browser;
    let server: Server;
    beforeAll(async () => {
      const { bytes } = await drawReport(aReport(), 'pdf', Fonts.find());
      server = createServer((_, response) => response.setHeader('content-type', 'application/pdf').end(bytes));
      await once(server.listen(0, '127.0.0.1'), 'listening');
      browser = await openBrowser([], READER);
    });
    afterAll(async () => {
      await browser.close();
      server.close();
    });

    it('is shown by a reader of its own, with the lines of its charts', async () => {
      const page = await browser.newPage({ viewport: { width: 900, height: 1250 } });
      await page.goto(
        `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/report.pdf#toolbar=0&view=Fit`,
      );
      let pixels = 0;
      await until(async () => {
        pixels = pixelsOf(await page.screenshot(), COLOUR);
        return pixels > 200;
      });
      expect(pixels).toBeGreaterThan(200);
    });
  });
});

/** How many pixels of a PNG have a colour. */
function pixelsOf(png: Buffer, colour: string): number {
  const picture = `<image width="900" height="1250" href="data:image/png;base64,${png.toString('base64')}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="1250">${picture}</svg>`;
  const { pixels } = new Resvg(svg).render();
  const wanted = Buffer.from(colour.slice(1), 'hex');
  let count = 0;
  for (let at = 0; at < pixels.length; at += 4) if (pixels.subarray(at, at + 3).equals(wanted)) count++;
  return count;
}
