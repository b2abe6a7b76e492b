import { describe, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Debian's package puts it here. */
const EXECUTABLE = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Runs suites that need a browser; where there is none they are skipped, saying how to have one. */
export function withChromium(suites: () => void): void {
  if (existsSync(EXECUTABLE)) {
    suites();
    return;
  }
  const how = `there is no ${EXECUTABLE}: \`apt-get install -y chromium\` installs it, or CHROMIUM names another`;
  process.stderr.write(`skipped, ${how}\n`);
  describe('a browser', () => {
    it.skip(how, () => undefined);
  });
}

/**
 * A browser with a profile of its own.
 * @param names hosts that lead to this machine, as a stranger's name server would say
 * @param without what it is else started with
 */
export function openBrowser(names: readonly string[], without: readonly string[] = []): Promise<Browser> {
  const rules = names.map((name) => `MAP ${name} 127.0.0.1`).join(',');
  const args = [...QUIET, `--host-resolver-rules=${rules}`];
  return chromium.launch({ executablePath: EXECUTABLE, args, ignoreDefaultArgs: [...without] });
}
