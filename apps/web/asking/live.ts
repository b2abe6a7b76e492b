import { useEffect, useRef, useState } from 'preact/hooks';
import type { LiveFacts } from '#client/index.js';
import { server } from './server.js';

interface Listener {
  readonly tell: (facts: LiveFacts) => void;
  readonly lose: (isLost: boolean) => void;
}

/** One connection for the whole page, for as long as any part of it listens: browsers have few for each server. */
class Connection {
  private readonly listeners = new Set<Listener>();
  private ending: AbortController | undefined;
  isLost = false;

  /** @returns what ends it */
  join(listener: Listener): () => void {
    this.listeners.add(listener);
    if (this.ending === undefined) void this.follow((this.ending = new AbortController()));
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      this.ending?.abort();
      this.ending = undefined;
    };
  }

  /** Goes on after a lost connection by itself, with what came meanwhile; ends only where the server refuses it. */
  private async follow({ signal }: AbortController): Promise<void> {
    const tell = (): void => this.lose(true);
    try {
      for await (const facts of server.followLive({ signal, tell, patience: Infinity })) {
        this.lose(false);
        for (const listener of this.listeners) listener.tell(facts);
      }
    } catch {
      if (!signal.aborted) this.lose(true);
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

/**
 * Looks again as facts arrive: at once, and then as often as can be read.
 * @param isOf whether what came changes what is shown; the events by type, undefined where they are too many to tell
 * @returns whether the connection is lost: it is tried again meanwhile
 */
export function useLive(
  again: () => void,
  isOf: (events: NonNullable<LiveFacts['events']> | undefined) => boolean = () => true,
): boolean {
  const [isLost, setIsLost] = useState(CONNECTION.isLost);
  const latest = useRef({ again, isOf });
  latest.current = { again, isOf };
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isPending = false;
    const look = (): void => {
      isPending = timer !== undefined;
      if (isPending) return;
      // Nothing moves, or goes, beneath what somebody reads or fills in.
      const isHeld = document.querySelector('dialog[open]') !== null;
      if (!isHeld) latest.current.again();
      timer = setTimeout(() => {
        timer = undefined;
        if (isPending || isHeld) look();
      }, EVERY);
    };
    const tell = ({ events }: LiveFacts): void => {
      const isNews = events === null || Object.keys(events).length > 0;
      if (isNews && latest.current.isOf(events ?? undefined)) look();
    };
    const leave = CONNECTION.join({ tell, lose: setIsLost });
    return () => {
      clearTimeout(timer);
      leave();
    };
  }, []);
  return isLost;
}
