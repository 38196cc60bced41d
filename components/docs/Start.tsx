// How a program begins: an account, a token, a message, and the socket.

import { PROTOCOL_VERSION, SUBPROTOCOL } from "../../lib/protocol/limits.ts";
import { Code } from "./Curl.tsx";

const account = { username: "bot", email: "bot@example.com", password: "correct horse battery" };
const signIn = `PARLEY=http://localhost:8000
curl -H "Content-Type: application/json" \\
  -d '${JSON.stringify({ email: account.email, password: account.password })}' "$PARLEY/api/v1/auth/login"
# → {"user":{…},"token":"eyJ…","expires_at":"…"}
TOKEN=eyJ…`;
const bot = `const login = await fetch("http://localhost:8000/api/v1/auth/login", {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ email: "bot@example.com", password: "correct horse battery" }),
});
const { token } = await login.json();

const socket = new WebSocket("ws://localhost:8000/ws", ["${SUBPROTOCOL}", token]);
socket.onmessage = ({ data }) => {
  const frames = JSON.parse(data);
  for (const frame of Array.isArray(frames) ? frames : [frames]) {
    if (frame.type !== "private") continue;
    socket.send(JSON.stringify({
      type: "private",
      to: frame.from,
      content: \`You said: \${frame.content}\`,
      client_id: \`echo-\${frame.id}\`, // sent twice, stored once
    }));
  }
};`;

export function Start() {
  return (
    <>
      <p>
        Everything that the pages here do, a program can do too: over REST below{" "}
        <code>/api/v1</code>, and live over one socket. For programs, the same is at{" "}
        <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1) and <a href="/api/v1/frames.json">frames.json</a>
        {" "}
        (JSON Schema). This is version {PROTOCOL_VERSION} of the contract.
      </p>
      <p>
        A bot is an account like anybody’s: make one on the <a href="/register">sign-up page</a>, then sign in:
      </p>
      <Code text={signIn} />
      <p>
        Send the token as{" "}
        <code>Authorization: Bearer</code>. Exactly one credential of a request counts, the first that is there of{" "}
        <code>Authorization</code>, the socket’s subprotocol, <code>?token=</code>{" "}
        and the cookie of the pages; a bad one is refused. Renew the token by <a href="#postAuthRefresh">refresh</a>
        {" "}
        before it expires. A whole bot, in any JavaScript with WebSocket:
      </p>
      <Code text={bot} />
    </>
  );
}
