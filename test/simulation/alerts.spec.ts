import { describe, expect, it } from '@jest/globals';
import { ALERT_GUARDS, AlertWorld } from './alerts.js';

const HISTORIES = 20;

describe('alerts, simulated', () => {
  it(`fire and tell the same once in ${String(HISTORIES)} histories with crashes, lost answers, several judges, rebuilds, backups and exports`, async () => {
    let fired = 0;
    for (let seed = 1; seed <= HISTORIES; seed++) {
      const undisturbed = await new AlertWorld(seed, false).run();
      expect([seed, await new AlertWorld(seed, true).run()]).toEqual([seed, undisturbed]);
      fired += undisturbed.deliveries.length;
    }
    expect(fired).toBeGreaterThan(HISTORIES);
  });

  it.each(ALERT_GUARDS)('go wrong without: %s', async (guard) => {
    let wrong = 0;
    for (let seed = 1; seed <= 5 * HISTORIES && wrong === 0; seed++) {
      const undisturbed = JSON.stringify(await new AlertWorld(seed, false).run());
      if (JSON.stringify(await new AlertWorld(seed, true, guard).run()) !== undisturbed) wrong++;
    }
    expect(wrong).toBeGreaterThan(0);
  });
});
