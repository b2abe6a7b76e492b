import type { Delivery, NewDelivery, Outcome } from '#kernel/delivery.js';
import type { ClaimRequest, FindDeliveries, Outbox } from '#kernel/ports/outbox.js';
import { MemoryOutbox } from '#outbox-memory/memory-outbox.js';
import { dying, Steps } from '#testing/dying.js';
import { outboxContract } from '#testing/outbox.contract.js';

/** Outboxes that each break one law, for `lawless.spec.ts`: the name is the law. */

class Careless extends MemoryOutbox {
  override enqueue(deliveries: readonly NewDelivery[], now: string): Promise<readonly string[]> {
    const empty = deliveries.map((delivery) => ({ ...delivery, body: null }));
    return super.enqueue(empty, now);
  }
}

/** Does not remember what was delivered. */
class Forgetful extends MemoryOutbox {
  override async enqueue(deliveries: readonly NewDelivery[], now: string): Promise<readonly string[]> {
    const known = await Promise.all(deliveries.map(({ id }) => this.get(id)));
    const again = known.flatMap((delivery) => (delivery?.state === 'delivered' ? [delivery.id] : []));
    return [...again, ...(await super.enqueue(deliveries, now))];
  }
}

class Boastful extends MemoryOutbox {
  override async enqueue(deliveries: readonly NewDelivery[], now: string): Promise<readonly string[]> {
    await super.enqueue(deliveries, now);
    return deliveries.map(({ id }) => id);
  }
}

class Indifferent extends MemoryOutbox {
  override claim(request: ClaimRequest): Promise<readonly Delivery[]> {
    return super.claim({ ...request, kinds: ['mail', 'webhook'] });
  }
}

class Brief extends MemoryOutbox {
  override claim(request: ClaimRequest): Promise<readonly Delivery[]> {
    return super.claim({ ...request, until: request.now });
  }
}

/** Answers who asks at the same time the same. */
class Slow extends MemoryOutbox {
  private asked: Promise<readonly Delivery[]> | undefined;

  override claim(request: ClaimRequest): Promise<readonly Delivery[]> {
    return (this.asked ??= super.claim(request).finally(() => (this.asked = undefined)));
  }
}

/** Believes whoever says so. */
class Gullible extends MemoryOutbox {
  override async settle({ id }: Delivery, now: string, outcome: Outcome): Promise<'settled' | 'lost'> {
    const known = await this.get(id);
    return known === undefined ? 'lost' : super.settle(known, now, outcome);
  }
}

class Strict extends MemoryOutbox {
  override async settle(claim: Delivery, now: string, outcome: Outcome): Promise<'settled' | 'lost'> {
    return now > claim.due ? 'lost' : super.settle(claim, now, outcome);
  }
}

class Impatient extends MemoryOutbox {
  override settle(claim: Delivery, now: string, outcome: Outcome): Promise<'settled' | 'lost'> {
    return super.settle(claim, now, outcome === 'delivered' ? outcome : { ...outcome, retryAt: now });
  }
}

class Stubborn extends MemoryOutbox {
  override retry(id: string): Promise<Delivery | undefined> {
    return this.get(id);
  }
}

class Laneless extends MemoryOutbox {
  override enqueue(deliveries: readonly NewDelivery[], now: string): Promise<readonly string[]> {
    const crowded = ({ lane, ...rest }: NewDelivery) =>
      lane === undefined ? rest : { ...rest, lane: { ...lane, place: 1 } };
    return super.enqueue(deliveries.map(crowded), now);
  }
}

class Unpaged extends MemoryOutbox {
  override find({ before: _page, ...find }: FindDeliveries): Promise<readonly Delivery[]> {
    return super.find(find);
  }
}

class Yielding extends MemoryOutbox {
  override async moveOn(reaction: string, from: number | undefined, to: number): Promise<'moved' | 'stale'> {
    const known = await this.checkpoint(reaction);
    return super.moveOn(reaction, from === undefined ? from : known, to);
  }
}

/** Delivered is what somebody has taken. */
class Trusting extends MemoryOutbox {
  override async claim(request: ClaimRequest): Promise<readonly Delivery[]> {
    const claims = await super.claim(request);
    for (const claim of claims) await super.settle(claim, request.now, 'delivered');
    return claims;
  }

  override async settle(): Promise<'settled' | 'lost'> {
    return 'settled';
  }
}

function law(name: string, make: () => MemoryOutbox, open = (one: Outbox): Outbox => one): void {
  outboxContract(name, async () => {
    const outbox = make();
    return {
      open: async () => open(outbox),
      dying: async (step) => dying(outbox, ['enqueue', 'claim', 'settle', 'moveOn'], new Steps(step)),
      remove: () => Promise.resolve(),
    };
  });
}

law('keeps a delivery as it was enqueued, whoever asks', () => new Careless());
law(
  'keeps all of it for the process that comes next',
  () => new MemoryOutbox(),
  () => new MemoryOutbox(),
);
law('takes a delivery once, whatever became of it and whatever it says the second time', () => new Forgetful());
law('is enqueued by one of many who do it at a time', () => new Boastful());
law('gives what is due to who can send it, the longest due first, and no more than asked for', () => new Indifferent());
law('gives of a lane only the first that is open, by its place, and what is in none at any time', () => new Laneless());
law('gives a claimed delivery to nobody else until its claim runs out', () => new Brief());
law('gives each to one of many workers that ask at a time', () => new Slow());
law('ends a claim once, and not for one whose claim is over', () => new Gullible());
law('takes the end of a claim that ran out, while nobody else has it', () => new Strict());
law('tries again what failed when it is due, and no more what was given up', () => new Impatient());
law('makes due at once what a person wants tried again, unless it is under way or delivered', () => new Stubborn());
law('shows people what there is, the newest first, by channel, subject and state, in pages', () => new Unpaged());
law('moves a checkpoint for one of two who think it is at the same place, and never back', () => new Yielding());
law('loses nothing and doubles nothing but the attempt when a process dies at any step', () => new Trusting());
