// What comes in and goes out, by number: the counts of a message's path, and what is true at the moment of asking.

import type { Counts } from "./counts.ts";
import type { Families } from "./families.ts";

/** What is true at this moment; asked when somebody reads the metrics, so it may cost a little. */
export interface Now {
  sockets(): number;
  people(): number;
  conversations(): number;
  /** messages that wait for their commit */
  queued(): number;
  /** what waits in sockets for their peers: bytes, and how many peers have something waiting for longer than a check */
  unread(): { bytes: number; slow: number };
}

/** Declares what `counts` holds. */
export function declareCounts(families: Families, counts: Counts): void {
  const { frames, sent, sockets, messages, bus } = counts;
  families.counter("parley_frames_received_total", "Frames that were understood, by type.", () => frames, {
    label: "type",
  });
  families.counter("parley_frames_sent_total", "Frames handed to sockets: a delivery each.", () => sent.frames);
  families.counter("parley_frame_bytes_sent_total", "Bytes of those frames.", () => sent.bytes);
  families.counter("parley_socket_writes_total", "Writes that took them: one may hold many frames.", () => sent.writes);
  families.counter("parley_sockets_accepted_total", "Sockets that were let in.", () => sockets.accepted);
  families.counter(
    "parley_sockets_stalled_total",
    "Sockets given up, for they read too slowly.",
    () => sockets.stalled,
  );
  families.counter(
    "parley_messages_total",
    "Messages, by what became of them: stored, repeated (was there already), refused.",
    () => ({ ...messages }),
    { label: "outcome" },
  );
  families.counter("parley_uploaded_bytes_total", "Bytes of files that were stored.", () => counts.uploadedBytes);
  families.counter(
    "parley_bus_events_total",
    "Events between instances: published, dropped (Redis away), received (from others).",
    () => ({ published: bus.published, dropped: bus.dropped, received: bus.received }),
    { label: "what" },
  );
  families.counter(
    "parley_bus_unwanted_events_total",
    "Of the events received, those that were for nobody here.",
    () => bus.unwanted,
  );
  families.counter("parley_bus_gaps_total", "How often hints from other instances may have been lost.", () => bus.gaps);
  families.counter(
    "parley_repairs_total",
    "Reads of a conversation's changes whose hints did not come, or not in time.",
    () => counts.repairs,
  );
}

/** Declares what is asked of `now`. */
export function declareNow(families: Families, now: Now): void {
  families.gauge("parley_sockets_open", "Open sockets.", now.sockets);
  families.gauge("parley_people_present", "People with a socket here.", now.people);
  families.gauge("parley_conversations_active", "Conversations of people who are here.", now.conversations);
  families.gauge("parley_writer_queue_messages", "Messages that wait for their commit to begin.", now.queued);
  families.gauge("parley_socket_unread_bytes", "Bytes that peers have not read yet.", () => now.unread().bytes);
  families.gauge(
    "parley_sockets_slow",
    "Sockets that have not emptied their buffer for a while.",
    () => now.unread().slow,
  );
}
