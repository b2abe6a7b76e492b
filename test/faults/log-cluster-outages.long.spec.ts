import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { nextEventId } from '#kernel/event-ids.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import { membersOfSuite } from '../stand-ins/members.js';
import { until } from '../stand-ins/log-user.js';
import type { MemberFault } from '../stand-ins/eventstoredb-process.js';
import type { Callers } from './callers.js';
import { endOf, saidThrough, TRUE_TO_ALL } from './log-outage.js';
import type { WatchedProcess } from './watched-process.js';

const isReady = ({ status }: { readonly status: number }): boolean => status === 200;
const NODES = [0, 1, 2];

/** An api that is told of all three nodes of its log, under load. */
describeDeployment('an api through outages of the cluster that has its log', () => {
  const members = membersOfSuite(3);
  let api: WatchedProcess;

  beforeAll(async () => {
    // The first host of its address is gone when it starts.
    await members.log.tell(0, 'gone');
    await leaderOtherThan(0);
    api = await members.start('api', {
      MONGODB_URI: (process.env['MONGODB_URI'] ?? '').replace(/\/[^/]*$/, `/cluster-${nextEventId()}`),
    });
    await api.until((ready) => isReady(ready) && api.output.includes('tallybook api runs'), 60_000);
    await members.log.tell(0, 'here');
  });

  afterAll(async () => {
    await api.stop('SIGKILL');
  });

  const leaderOtherThan = async (former: number | undefined): Promise<number> => {
    let leader: number | undefined;
    const another = async (): Promise<boolean> => {
      leader = await members.log.leader();
      return leader !== undefined && leader !== former;
    };
    await until('another leader', 10_000, another);
    return leader ?? 0;
  };
  /** What happens to the node that leads, and what follows once another does. */
  const befalls = async (fault: MemberFault, after?: MemberFault): Promise<void> => {
    const leader = (await members.log.leader()) ?? 0;
    await members.log.tell(leader, fault);
    await leaderOtherThan(leader);
    if (after !== undefined) await members.log.tell(leader, after);
  };
  /** All of it is away until the callers know. */
  const isAway = async (
    callers: Callers,
    begin: () => Promise<unknown>,
    end: () => Promise<unknown>,
  ): Promise<void> => {
    await begin();
    await callers.refused();
    await end();
  };
  const tellAll = async (fault: MemberFault, nodes = NODES): Promise<void> => {
    for (const node of nodes) await members.log.tell(node, fault);
  };

  it.each<[string, (callers: Callers) => Promise<void>]>([
    ['its leader resigns', () => befalls('resign')],
    ['its leader is gone', () => befalls('gone', 'here')],
    ['its leader hangs, and goes on as one that leads no longer', () => befalls('freeze', 'thaw')],
    [
      'it has lost its majority',
      (callers) =>
        isAway(
          callers,
          () => tellAll('gone', [0, 1]),
          () => tellAll('here', [0, 1]),
        ),
    ],
    [
      'all its nodes are gone',
      (callers) =>
        isAway(
          callers,
          () => tellAll('gone'),
          () => tellAll('here'),
        ),
    ],
    [
      'all its nodes hang',
      (callers) =>
        isAway(
          callers,
          () => tellAll('freeze'),
          () => tellAll('thaw'),
        ),
    ],
    [
      'nobody says who leads, and then the leader is gone',
      async (callers) => {
        await members.log.fault('undiscovered');
        const leader = (await members.log.leader()) ?? 0;
        await members.log.tell(leader, 'gone');
        await isAway(
          callers,
          () => leaderOtherThan(leader),
          () => members.log.fault('none'),
        );
        await members.log.tell(leader, 'here');
      },
    ],
  ])(
    'is true to its callers and loses nothing where %s',
    async (_outage, befall) => {
      expect(await saidThrough(api.url, befall)).toEqual(TRUE_TO_ALL);
    },
    120_000,
  );

  it('ends cleanly afterwards', async () => {
    expect(await endOf(api, members.log)).toEqual([0, true, true, 0]);
  });
});
