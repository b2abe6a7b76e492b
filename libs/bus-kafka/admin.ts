import type { Admin } from 'kafkajs';
import { withTimeout } from '#kernel/with-timeout.js';
import { ANSWER_TIMEOUT, kafkaClient, type KafkaBusOptions } from './options.js';

/** What a connection for administration, opened for this one question, gives. @throws TookTooLong */
export async function withAdmin<Value>(
  options: Pick<KafkaBusOptions, 'connection'>,
  what: string,
  ask: (admin: Admin) => Promise<Value>,
): Promise<Value> {
  const admin = kafkaClient(options).admin();
  const asked = async (): Promise<Value> => {
    await admin.connect();
    return ask(admin);
  };
  try {
    return await withTimeout(2 * ANSWER_TIMEOUT, what, asked());
  } finally {
    // Nobody waits for a connection to a broker that is gone.
    admin.disconnect().catch(() => undefined);
  }
}
