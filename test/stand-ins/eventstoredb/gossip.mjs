/** What a client asks first: which methods there are, and who is in the cluster. */
import grpc from '@grpc/grpc-js';
import { features, gossip, shared } from './definitions.mjs';

const METHODS = ['batchappend', 'append', 'read'];

export function supportedMethods(_call, callback) {
  const methods = METHODS.map((name) =>
    new features.SupportedMethod().setServiceName('event_store.client.streams.streams').setMethodName(name),
  );
  callback(null, new features.SupportedMethods().setEventStoreServerVersion('23.10.0').setMethodsList(methods));
}

/** As one member tells it; all of them know the same. */
export function gossipRead(member) {
  const { cluster, faults } = member;
  const answer = (callback) => {
    const members = cluster.members.map((one, number) => memberInfo(one, number, cluster.leader === one));
    callback(null, new gossip.ClusterInfo().setMembersList(members));
  };
  const refuse = (callback) => callback({ code: grpc.status.UNAVAILABLE, details: 'Server Is Not Ready' });
  return (_call, callback) =>
    member.whenAwake(() => faults.gossip({ answer: () => answer(callback), refuse: () => refuse(callback) }));
}

function memberInfo({ port, alive, frozen }, number, leads) {
  const { LEADER, FOLLOWER } = gossip.MemberInfo.VNodeState;
  return new gossip.MemberInfo()
    .setInstanceId(new shared.UUID().setString(`00000000-0000-0000-0000-00000000000${String(number + 2)}`))
    .setTimeStamp(String(Date.now() * 10_000))
    .setState(leads ? LEADER : FOLLOWER)
    .setIsAlive(alive && !frozen)
    .setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(port));
}
