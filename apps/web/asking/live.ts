import { useEffect, useRef, useState } from 'preact/hooks';
import type { LiveFacts } from '#client/index.js';
import { useBook } from '../book/about-book.js';
import { server } from './server.js';

interface Listener {
  readonly tell: (facts: LiveFacts) => void;
  readonly lose: (isLost: boolean) => void;
}

/** Milliseconds after which a server is asked again that has refused the connection. */
const REFUSED = 15_000;

/** One connection for the whole page, for as long as any part of it listens: browsers have few for each server. */
class Connection {
  private readonly listeners = new Set<Listener>();
  private ending: AbortController | undefined;
  /** The position that the page has been told of. */
  private last: string | undefined;
  isLost = false;

  /** @param after a position that all that is shown covers @returns what ends it */
  join(listener: Listener, after: string): () => void {
    this.listeners.add(listener);
    this.last ??= after;
    if (this.ending === undefined) void this.follow((this.ending = new AbortController()));
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      this.ending?.abort();
      this.ending = undefined;
    };
  }

  /** Goes on after a lost connection, with what came meanwhile. */
  private async follow({ signal }: AbortController): Promise<void> {
    const tell = (): void => this.lose(true);
    for (;;)
      try {
        const after = this.last === undefined ? {} : { after: this.last };
        for await (const facts of server.followLive({ signal, tell, patience: Infinity, ...after })) {
          this.last = facts.position;
          this.lose(false);
          for (const listener of this.listeners) listener.tell(facts);
        }
      } catch {
        if (signal.aborted) return;
        this.lose(true);
        await new Promise((resolve) => setTimeout(resolve, REFUSED));
      }
  }

  private lose(isLost: boolean): void {
    this.isLost = isLost;
    for (const listener of this.listeners) listener.lose(isLost);
  }
}

const CONNECTION = new Connection();

/** Milliseconds between two looks at what has changed at least: figures that flicker are read by nobody. */
const EVERY = 1_000;

/** What is shown, and is looked at again. */
interface Shown {
  readonly again: () => void;
  /** Whether it is on its way: however fast facts come, an answer that takes long is waited for. */
  readonly isLoading: boolean;
}

/**
 * Looks again as facts arrive: at once, and then as often as can be read.
 * @param isOf whether what came changes what is shown; the events by type, undefined where they are too many to tell
 * @returns whether the connection is lost: it is tried again meanwhile
 */
export function useLive(
  shown: Shown,
  isOf: (events: NonNullable<LiveFacts['events']> | undefined) => boolean = () => true,
): boolean {
  const { position } = useBook();
  const [isLost, setIsLost] = useState(CONNECTION.isLost);
  const latest = useRef({ shown, isOf });
  latest.current = { shown, isOf };
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isPending = false;
    const look = (): void => {
      isPending = timer !== undefined;
      if (isPending) return;
      // What is on its way comes first; and nothing moves, or goes, beneath what somebody reads or fills in.
      const isHeld = latest.current.shown.isLoading || document.querySelector('dialog[open]') !== null;
      if (!isHeld) latest.current.shown.again();
      timer = setTimeout(() => {
        timer = undefined;
        if (isPending || isHeld) look();
      }, EVERY);
    };
    const tell = ({ events }: LiveFacts): void => {
      const isNews = events === null || Object.keys(events).length > 0;
      if (isNews && latest.current.isOf(events ?? undefined)) look();
    };
    const leave = CONNECTION.join({ tell, lose: setIsLost }, position);
    return () => {
      clearTimeout(timer);
      leave();
    };
  }, []);
  return isLost;
}
