import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Somebody looking at the page, who notices whatever the browser complains of. */
export class Looking {
  /** Errors of scripts, refusals of the policy, and what could not be loaded. */
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly url: string,
  ) {
    page.on('pageerror', ({ message }) => this.complaints.push(message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.complaints.push(message.text());
    });
  }

  static async at(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Looking> {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 }, ...options });
    return new Looking(await context.newPage(), url);
  }

  /** Goes to an address and waits until nothing is on its way. */
  async go(path: string): Promise<void> {
    await this.page.goto(this.url + path);
    await this.settled();
  }

  async settled(): Promise<void> {
    await this.page.locator('h1').waitFor();
    await this.page.locator('.waiting, [aria-busy="true"]').first().waitFor({ state: 'detached' });
  }

  /** What somebody who sees or moves little would stumble over, by rule, with where. */
  async barriers(): Promise<readonly string[]> {
    await this.page.evaluate(await readFile(AXE, 'utf8'));
    const { violations } = await this.page.evaluate<{
      readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
    }>(`axe.run(document, { resultTypes: ['violations'] })`);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  }

  /** Pixels that the page is wider than the window. */
  overflow(): Promise<number> {
    return this.page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
