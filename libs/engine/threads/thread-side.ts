import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { Answers, type Answering } from './answers.js';
import { faultOf, type FromThread, type ToThread } from './thread-message.js';

/** What a thread does for who started it. */
export interface Service<Question, Told> extends Answering<Question> {
  told?(message: Told): void;
  /** Releases what the thread holds; it ends then. */
  stop?(): Promise<void>;
}

/** The side of a `Thread` that runs in it. Its module makes one, prepares what it needs, and ends with `serve`. */
export class ThreadSide<Data, Said = never> {
  private readonly port: MessagePort;

  constructor() {
    if (parentPort === null) throw new Error('this module runs as a worker thread only');
    this.port = parentPort;
  }

  /** What the thread was started with. */
  get data(): Data {
    return workerData as Data;
  }

  say(message: Said): void {
    this.post({ kind: 'say', message });
  }

  /** Reports an error that ends nothing. */
  readonly report = (error: unknown): void => this.post({ kind: 'error', fault: faultOf(error) });

  /** It is ready: what was sent meanwhile and what will be goes to the service. */
  serve<Question = never, Told = never>(service: Service<Question, Told>): void {
    const answers = new Answers(service, (message, moved) => this.post(message, moved));
    this.post({ kind: 'ready' });
    this.port.on('message', (message: ToThread<Question, Told>) => {
      switch (message.kind) {
        case 'ask':
        case 'abort':
          answers.heard(message);
          return;
        case 'tell':
          return service.told?.(message.message);
        case 'stop':
          return void this.end(service);
      }
    });
  }

  private async end<Question, Told>(service: Service<Question, Told>): Promise<void> {
    await service.stop?.();
    this.port.close();
  }

  private post(message: FromThread<Said>, moved: readonly ArrayBuffer[] = []): void {
    this.port.postMessage(message, [...moved]);
  }
}
