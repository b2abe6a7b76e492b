import { setFlagsFromString } from 'node:v8';
import { runUntilStopped } from '#platform/until-stopped.js';
import { startStandalone } from './start.js';

// Nearly all objects of an import die young: collected often, they need little room in each of the threads.
setFlagsFromString('--max-semi-space-size=6');

await runUntilStopped('tallybook', async (started) => {
  const { url } = await startStandalone({ settings: started.settings }, started);
  return welcome(url, started.settings.dataDir);
});

function welcome(url: string, folder: string): string {
  return [
    `Tallybook listens on ${url}, its book is in ${folder}. Open it in a browser, or try, in another terminal:`,
    `  curl -s ${url}/v1/customers -H 'content-type: application/json' -d '{"id": "ada", "registeredAt": "2024-01-15", "region": "north"}'`,
    `  curl -s '${url}/v1/query?metrics=customers.total&by=region'`,
    `  npm run -s tally -- demo --url ${url}      # a generated two-year business to look at`,
  ].join('\n');
}
