// What the others of a small conversation are told of somebody in it: how far their devices have got and they have read, and that they
// are writing. In larger ones nobody is told.

import type { DeliveredFrame, ReadFrame, TypingFrame } from "../protocol/server_frames.ts";
import { Packet } from "./packet.ts";
import type { Room } from "./room.ts";

export class Signs {
  /** @param smallGroup members up to which the others are told */
  constructor(readonly rooms: ReadonlyMap<string, Room>, readonly smallGroup: number) {}

  /** @param frames marks that moved together, one a person: in one packet, which all share but those whose own are in it */
  marks(conversationId: string, frames: readonly (ReadFrame | DeliveredFrame)[]): void {
    const room = this.#small(conversationId);
    const moved = room === undefined ? [] : frames.filter((frame) => room.marks.advance(frame));
    if (room === undefined || moved.length === 0) return;
    const texts = moved.map((frame) => JSON.stringify(frame));
    const shared = new Packet(texts);
    const places = new Map(moved.map((frame, i) => [frame.from, i]));
    for (const person of room.people.keys()) {
      const own = places.get(person.id);
      if (own !== undefined && texts.length === 1) continue;
      const packet = own === undefined ? shared : new Packet(texts.toSpliced(own, 1));
      for (const socket of person.sockets) socket.packet(packet);
    }
  }

  typing(conversationId: string, frame: TypingFrame): void {
    // The seed's page would show "typing: false" as typing.
    const newOnly = !frame.content.typing;
    const packet = new Packet([JSON.stringify(frame)]);
    for (const person of this.#small(conversationId)?.people.keys() ?? []) {
      if (person.id === frame.from || person.silent.includes(conversationId)) continue;
      for (const socket of person.sockets) if (socket.arrays || !newOnly) socket.packet(packet);
    }
  }

  #small(conversationId: string): Room | undefined {
    const room = this.rooms.get(conversationId);
    return room !== undefined && room.size <= this.smallGroup ? room : undefined;
  }
}
