import { openDeployment } from '#book/deployment-stores.js';
import { openBook } from '#book/open-book.js';
import { AllowedHosts } from '#platform/allowed-hosts.js';
import { runProcess } from '#platform/run-process.js';
import { createApi } from './create-api.js';
import { listen } from './listen.js';

/** Milliseconds that requests under way may take to end when the process is told to. */
const ANSWER_TIMEOUT = 5_000;

/** The HTTP edge of a book over several machines; any number of these stand side by side. */
await runProcess('api', async (running) => {
  const { settings, log, closers, health } = running;
  const book = await openBook(await openDeployment(running), running);
  const api = await createApi(book, log, new AllowedHosts(settings));
  closers.add('the HTTP server', () => api.close(), ANSWER_TIMEOUT);
  // Nobody was promised an answer before this; from now on the API answers on the same port.
  await health.close();
  await listen(api, { host: settings.host, port: health.port });
});
