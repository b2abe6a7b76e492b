import { parentPort, workerData } from 'node:worker_threads';
import { Answers, type Answering } from './answers.js';
import { faultOf, type FromThread, type ToThread } from './thread-message.js';

/** What a thread or a process does for who started it. */
export interface Service<Question, Told> extends Answering<Question> {
  told?(message: Told): void;
  /** Called when an answer is on its way: it arrives though this ends. */
  sent?(): void;
  /** Releases what is held; it ends then. */
  stop?(): Promise<void>;
}

/** How it is connected with who started it. */
export interface Line {
  /** @param sent called when it is on its way */
  post(message: FromThread<unknown>, moved: readonly ArrayBuffer[], sent?: () => void): void;
  /** What came before is heard too. */
  listen(heard: (message: ToThread<unknown, unknown>) => void): void;
  /** Lets it end. */
  close(): void;
}

/** What serves who started it, in whatever it runs. */
export class Side<Data, Said = never> {
  constructor(
    private readonly line: Line,
    /** What it was started with. */
    readonly data: Data,
  ) {}

  say(message: Said): void {
    this.post({ kind: 'say', message });
  }

  /** Reports an error that ends nothing. */
  readonly report = (error: unknown): void => this.post({ kind: 'error', fault: faultOf(error) });

  /** It is ready: what was sent meanwhile and what will be goes to the service. */
  serve<Question = never, Told = never>(service: Service<Question, Told>): void {
    const answers = new Answers(service, (message, moved) => this.line.post(message, moved, () => service.sent?.()));
    this.post({ kind: 'ready' });
    this.line.listen((heard) => {
      const message = heard as ToThread<Question, Told>;
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
    this.line.close();
  }

  private post(message: FromThread<Said>): void {
    this.line.post(message, []);
  }
}

/** The side of a `Thread` that runs in it. Its module makes one, prepares what it needs, and ends with `serve`. */
export class ThreadSide<Data, Said = never> extends Side<Data, Said> {
  constructor() {
    const port = parentPort;
    if (port === null) throw new Error('this module runs as a worker thread only');
    super(
      {
        post: (message, moved, sent) => {
          port.postMessage(message, [...moved]);
          sent?.();
        },
        listen: (heard) => void port.on('message', heard),
        close: () => port.close(),
      },
      workerData as Data,
    );
  }
}
