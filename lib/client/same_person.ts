// One browser has one cookie: whoever signs in in a tab is from then on who all of them are to the server. So each says whose it is when
// it begins, and those of somebody else begin anew, before they ask anything in the wrong name.

import type { Chat } from "./chat.ts";

/** @param takenOver another person is signed in by now @returns ends it */
export function comparePerson({ me, isKept }: Chat, takenOver: () => void): () => void {
  const tabs = new BroadcastChannel("parley.person");
  tabs.onmessage = ({ data }) => {
    if (data !== me.id) takenOver();
  };
  // What this device had kept says nothing of who is signed in.
  if (!isKept) tabs.postMessage(me.id);
  return () => tabs.close();
}
