import { keepHeapsSmall } from '#platform/small-heaps.js';
import { runUntilStopped } from '#platform/until-stopped.js';
import { startStandalone } from './start.js';

keepHeapsSmall();

await runUntilStopped('tallybook', async (started) => {
  const { url } = await startStandalone({ settings: started.settings }, started);
  const { dataDir, auth } = started.settings;
  return auth === 'required' ? withKeys(url, dataDir) : welcome(url, dataDir);
});

function withKeys(url: string, folder: string): string {
  return [
    `Tallybook listens on ${url}, its book is in ${folder}. It asks for keys: open it in a browser, or try, in another terminal:`,
    `  curl -s ${url}/v1/me -H "authorization: Bearer $TALLY_KEY"`,
  ].join('\n');
}

function welcome(url: string, folder: string): string {
  return [
    `Tallybook listens on ${url}, its book is in ${folder}. Open it in a browser, or try, in another terminal:`,
    `  curl -s ${url}/v1/customers -H 'content-type: application/json' -d '{"id": "ada", "registeredAt": "2024-01-15", "region": "north"}'`,
    `  curl -s '${url}/v1/query?metrics=customers.total&by=region'`,
    `  npm run -s tally -- demo --url ${url}      # a generated two-year business to look at`,
  ].join('\n');
}
