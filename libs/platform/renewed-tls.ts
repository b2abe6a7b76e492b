import { X509Certificate } from 'node:crypto';
import { tlsIn, type Tls } from './tls-settings.js';

/** Milliseconds between two looks at the files: they are small, and whoever renews them may do so by any means. */
const LOOK_AGAIN = 5_000;

interface Renewing {
  /** Connections that begin from then on have it. */
  readonly use: (tls: Tls) => void;
  readonly log: {
    info(what: object, message: string): void;
    warn(what: object, message: string): void;
  };
}

/** Looks again and again at what TLS is spoken with, and takes what is new; what cannot be used, as between two files that are renewed, leaves what there was. */
export class RenewedTls {
  private complaint: string | undefined;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private tls: Tls,
    private readonly renewing: Renewing,
  ) {
    this.timer = setInterval(() => this.look(), LOOK_AGAIN).unref();
  }

  look(): void {
    const { use, log } = this.renewing;
    try {
      const now = tlsIn(this.tls.files);
      this.complaint = undefined;
      const { cert, key, ca } = this.tls;
      if (now.cert === cert && now.key === key && now.ca === ca) return;
      use(now);
      this.tls = now;
      log.info({ until: new X509Certificate(now.cert).validTo }, 'the certificate was renewed');
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (why !== this.complaint) log.warn({ why }, 'the certificate cannot be renewed, and stays as it was');
      this.complaint = why;
    }
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
