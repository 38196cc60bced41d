// How the socket is opened, and how a client stays exact.

import { SUBPROTOCOL } from "../../lib/protocol/limits.ts";

export function Socket() {
  return (
    <ul class="points">
      <li>
        Connect to <code>/ws</code> with the token in <code>Authorization</code>, as a second subprotocol beside{" "}
        <code>{SUBPROTOCOL}</code>, or as <code>?token=</code>. Whoever offers <code>{SUBPROTOCOL}</code>{" "}
        gets, and may send, arrays of frames as well as single ones.
      </li>
      <li>
        Any frame may carry a <code>ref</code> of up to 64 characters; its answer repeats it.
      </li>
      <li>
        The server pings, as WebSocket does. A browser answers by itself; other libraries mostly do.
      </li>
      <li>
        Hold the <code>rev</code> of each conversation. Drop a frame with a rev that you hold. Apply one whose{" "}
        <code>after_rev</code> (<code>rev − 1</code>{" "}
        where it is left out) you hold. One further ahead may be early: wait a second, then <code>sync</code>.
      </li>
      <li>
        After a lost connection: connect, wait for the welcome, <code>resume</code> with what you hold, then{" "}
        <code>sync</code> each conversation that you are behind in, and send what was not confirmed again.
      </li>
      <li>
        A bot that only answers needs none of this: it reads what comes, and repeats what was not confirmed.
      </li>
    </ul>
  );
}
