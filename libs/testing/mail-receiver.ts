import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail server on a free loopback port that takes what it is sent. Addresses that begin with `no` it answers with 550. */
export class MailReceiver {
  readonly taken: ParsedMail[] = [];
  /** What the next mails are refused with, in order. */
  readonly refusals: Error[] = [];
  private readonly server: SMTPServer;

  private constructor() {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: ({ address }, _, done) =>
        address.startsWith('no') ? done(Object.assign(new Error('no such user'), { responseCode: 550 })) : done(),
      onData: (stream, _, done) => {
        const refusal = this.refusals.shift();
        simpleParser(stream).then((mail) => {
          if (refusal === undefined) this.taken.push(mail);
          done(refusal);
        }, done);
      },
    });
  }

  static async start(): Promise<MailReceiver> {
    const receiver = new MailReceiver();
    receiver.server.listen(0, '127.0.0.1');
    await once(receiver.server.server, 'listening');
    return receiver;
  }

  get url(): string {
    return `smtp://127.0.0.1:${String((this.server.server.address() as AddressInfo).port)}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
