import type { Page } from 'playwright-core';

/** Keys somebody presses before giving up. */
const MOST_TABS = 80;

/** Goes on by Tab until what is wanted has the focus. */
export async function tabTo(page: Page, wanted: string | RegExp): Promise<void> {
  for (let i = 0; i < MOST_TABS; i++) {
    await page.keyboard.press('Tab');
    const { name, role } = await page.evaluate<{ name: string; role: string }>(`(() => {
      const one = document.activeElement;
      const name = one.getAttribute('aria-label') ?? one.closest('label')?.textContent ?? one.textContent;
      return { name: name.trim(), role: one.tagName.toLowerCase() };
    })()`);
    if (typeof wanted === 'string' ? name === wanted : wanted.test(`${role} ${name}`)) return;
  }
  throw new Error(`no Tab leads to ${String(wanted)}`);
}
