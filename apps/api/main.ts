import { openDeployment } from '#book/deployment-stores.js';
import { openBook } from '#book/open-book.js';
import { runProcess } from '#platform/run-process.js';
import { listen } from './listen.js';

/** The HTTP edge of a book over several machines; any number of these stand side by side. */
await runProcess('api', async (running) => {
  const book = await openBook(await openDeployment(running), running);
  const { watched } = running;
  await listen(book, running, async () => {
    // Nobody was promised an answer before this; from now on the API answers on the same port.
    await watched.close();
    return watched.port;
  });
});
