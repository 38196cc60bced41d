// What a message's path adds to: plain numbers, because nothing there may cost more than an addition. `metrics.ts` reads them when
// somebody asks, and nobody else does.

import type { ClientFrame } from "../protocol/client_frames.ts";

export interface Counts {
  /** frames that came in and were understood, by type */
  frames: Record<ClientFrame["type"], number>;
  /** what was handed to sockets: frames, their bytes (without the brackets of arrays), and the writes that took them */
  sent: { frames: number; bytes: number; writes: number };
  sockets: { accepted: number; stalled: number };
  /** messages that were committed; those that were there already; those that the writer refused */
  messages: { stored: number; repeated: number; refused: number };
  /** bytes of files that were stored */
  uploadedBytes: number;
  bus: BusCounts;
  /** reads of a conversation whose hints did not come, or not in time */
  repairs: number;
}

/** Between instances: what this one told and heard. */
export interface BusCounts {
  published: number;
  /** not published, for Redis was away or did not keep up */
  dropped: number;
  received: number;
  /** of those received: nobody here has to do with it */
  unwanted: number;
  /** how often hints may have been lost, so that the heads were read at once */
  gaps: number;
}

export const noBusCounts = (): BusCounts => ({ published: 0, dropped: 0, received: 0, unwanted: 0, gaps: 0 });

/** All of them, at nothing. */
export const noCounts = (): Counts => ({
  frames: {
    private: 0,
    group: 0,
    typing: 0,
    read: 0,
    delivered: 0,
    user_status: 0,
    resume: 0,
    sync: 0,
    activity: 0,
    ping: 0,
  },
  sent: { frames: 0, bytes: 0, writes: 0 },
  sockets: { accepted: 0, stalled: 0 },
  messages: { stored: 0, repeated: 0, refused: 0 },
  uploadedBytes: 0,
  bus: noBusCounts(),
  repairs: 0,
});
