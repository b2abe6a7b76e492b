import { SCOPE_WORDS } from '#kernel/scopes.js';
import { Guarded } from './guarded.js';

const MOST_SCOPES = SCOPE_WORDS.filter((word) => word !== 'admin');

/** A book of which somebody sees the north only: Cleo is there, Ada has left it for the south, Ben never was there. */
export class NorthBook {
  readonly guarded = new Guarded();
  /** Keys. */
  admin = '';
  north = '';
  /** Of what was recorded last. */
  position = '';

  async start(): Promise<void> {
    const { guarded } = this;
    await guarded.start();
    guarded.stage.at('2024-03-01T00:00:00Z');
    this.admin = await guarded.issue({ id: 'ops', name: 'Operators', scopes: ['emit:*', ...SCOPE_WORDS] });
    const rows = { region: ['north'] };
    this.north = await guarded.issue({ id: 'north', name: 'North', scopes: [...MOST_SCOPES, 'emit:RecordSale'], rows });
    for (const [id, region, registeredAt] of [
      ['ada', 'north', '2024-01-02'],
      ['cleo', 'north', '2024-01-02'],
      ['ben', 'south', '2023-12-01'],
    ] as const)
      await this.send('POST', '/v1/customers', { id, name: `Name of ${id}`, region, registeredAt });
    await this.sell('s-1', 'ada', '2024-01-20');
    await this.sell('s-2', 'cleo', '2024-01-21');
    await this.sell('s-3', 'ben', '2023-12-05');
    await this.send('PATCH', '/v1/customers/ada', { id: 'move', region: 'south', effectiveAt: '2024-02-10' });
    await this.sell('s-4', 'ada', '2024-02-20');
  }

  async send(method: string, path: string, body: object): Promise<void> {
    const answer = await this.guarded.ask(method, path, { key: this.admin, body });
    if (answer.status !== 201) throw new Error(`${path} was answered ${String(answer.status)}: ${answer.text}`);
    this.position = String(answer.body['position']);
  }

  /** Resolves when all that was recorded is seen. */
  async settled(): Promise<void> {
    await this.guarded.ask('GET', `/v1/metrics?position=${this.position}`, { key: this.admin });
  }

  async ask(key: string, question: object) {
    await this.settled();
    return this.guarded.ask('POST', '/v1/query', { key, body: question });
  }

  sell(id: string, customerId: string, occurredAt: string): Promise<void> {
    const lines = [{ product: 'tea', quantity: 1, unitPrice: '10' }];
    return this.send('POST', '/v1/sales', { id, customerId, occurredAt, lines });
  }
}
