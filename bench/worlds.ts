// The worlds of the workloads: people, and who shares a room with whom.

import type { Room, World } from "./peers/peer.ts";

const uuid = () => crypto.randomUUID();
const people = (count: number) => Array.from({ length: count }, uuid);

/** Groups that share nobody. */
export const groups = (count: number, size: number) => (): World => ({
  people: people(count * size),
  rooms: Array.from({ length: count }, (_, room) => ({
    id: uuid(),
    private: false,
    members: Array.from({ length: size }, (_, i) => i * count + room),
  })),
});

export const pairs = (count: number) => (): World => ({
  people: people(2 * count),
  rooms: Array.from({ length: count }, (_, i) => ({ id: uuid(), private: true, members: [2 * i, 2 * i + 1] })),
});

/** Everybody in `each` of as many groups of `size`. */
export const manyGroups = (count: number, each: number, size = 100) => (): World => ({
  people: people(count),
  rooms: Array.from({ length: Math.ceil(count * each / size) }, (_, room) => ({
    id: uuid(),
    private: false,
    // Steps apart, so that no two groups are the same people.
    members: Array.from({ length: size }, (_, i) => (room * size + i * (1 + room % 7)) % count),
  })).map((room) => ({ ...room, members: [...new Set(room.members)] })),
});

/** Everybody in exactly `each` groups of `size` (the last of a layer may be smaller), every time with others. */
export const evenly = (count: number, each: number, size: number) => (): World => ({
  people: people(count),
  rooms: strides(count, each).flatMap((stride) => {
    const order = Array.from({ length: count }, (_, i) => (i * stride) % count);
    const cuts = Array.from({ length: Math.ceil(count / size) }, (_, i) => order.slice(i * size, (i + 1) * size));
    return cuts.map((members) => ({ id: uuid(), private: false, members }));
  }),
});

/** Steps that come to everybody before they come to anybody again. */
function strides(count: number, howMany: number): number[] {
  const divisor = (a: number, b: number): number => b === 0 ? a : divisor(b, a % b);
  const found: number[] = [];
  for (let step = 1; found.length < howMany; step++) if (divisor(step, count) === 1) found.push(step);
  return found;
}

/** The same with messages in every room. */
export const withHistory = (world: () => World, history: number) => (): World => ({ ...world(), history });

/** Of every room, a share speaks. */
export const withSpeakers = (world: () => World, share: number) => (): World => {
  const { rooms, ...rest } = world();
  const some = (room: Room) => ({ ...room, speakers: Math.max(1, Math.round(room.members.length * share)) });
  return { ...rest, rooms: rooms.map(some) };
};

/**
 * One large room at a rate of its own, and ten of 20 others beside it, whose times are counted apart.
 * @param stalled the share of the large room's members that stop reading
 */
export const largeRoom = (size: number, rate: number, stalled: number) => (): World => {
  const small = groups(10, 20)();
  const members = Array.from({ length: size }, (_, i) => small.people.length + i);
  const count = Math.round(size * stalled);
  const large = { id: uuid(), private: false, members, rate, stalled: count, speakers: size - count };
  const beside = small.rooms.map((room) => ({ ...room, rate: 5, beside: true }));
  return { people: [...small.people, ...people(size)], rooms: [large, ...beside] };
};
