import { Restarted, type RestartOptions } from '#engine/threads/restarted.js';
import { inProcess, type InProcessOptions } from './in-process.js';

/** One process, for as long as it is wanted. Nothing can be handed over to it: what it is asked and told is cloned. */
export class Process<Question, Said = never, Told = never> extends Restarted<Question, Said, Told> {
  constructor(options: RestartOptions<Said> & InProcessOptions) {
    super((watcher) => inProcess(options, watcher), options);
  }
}
