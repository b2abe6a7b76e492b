/** Waits that can be cut short: for a hint that there is work, or for the time after which to look anyway. */
export class Signal {
  private notified = false;
  private resolve: (() => void) | undefined;
  private timer: NodeJS.Timeout | undefined;

  /** Ends the wait under way, or the next one before it begins. */
  notify(): void {
    this.notified = true;
    this.resolve?.();
  }

  /** Resolves when notified, at once if there was one since the last wait, or after `ms`. */
  async wait(ms: number): Promise<void> {
    if (!this.notified) {
      await new Promise<void>((resolve) => {
        this.resolve = resolve;
        this.timer = setTimeout(resolve, ms);
      });
      clearTimeout(this.timer);
      this.resolve = undefined;
    }
    this.notified = false;
  }
}
