// Makes the team and its conversations on a running server, over REST, as any client would.

import { GROUPS, type Line, PEOPLE, PRIVATE, type Who } from "./people.ts";

export const PASSWORD = "correct horse battery";

export interface Team {
  id: Record<Who, string>;
  token: Record<Who, string>;
  groups: string[];
}

/** @param url of the server, which has no accounts yet */
export async function makeTeam(url: string): Promise<Team> {
  const team: Team = { id: empty(), token: empty(), groups: [] };
  for (const who of whoAll()) {
    const email = `${PEOPLE[who].username}@example.com`;
    const { user, token } = await post(url, "/auth/register", { ...PEOPLE[who], email, password: PASSWORD });
    team.id[who] = user.id;
    team.token[who] = token;
  }
  for (const { name, description, members, lines } of GROUPS.toReversed()) {
    const body = { name, description, members: members.map((who) => team.id[who]) };
    const { group } = await post(url, "/groups", body, team.token.ada);
    team.groups.unshift(group.id);
    let last = "";
    for (const [i, line] of lines.entries()) {
      last = (await say(url, team, `/messages/group/${group.id}`, line)).message.id;
      if (i === 0) await announce(url, team, group.id, last);
    }
    const emoji = encodeURIComponent("🎉");
    for (const who of members.slice(0, 2)) {
      await request("PUT", url, `/messages/${last}/reactions/${emoji}`, undefined, team.token[who]);
    }
  }
  for (const { with: other, lines } of PRIVATE) {
    for (const line of lines) {
      await say(url, team, `/messages/private/${team.id[line[0] === "ada" ? other : "ada"]}`, line);
    }
  }
  return team;
}

/** Pins the first message and announces something, so that what was said stays last. */
async function announce(url: string, team: Team, groupId: string, messageId: string): Promise<void> {
  await request("PUT", url, `/messages/${messageId}/pin`, undefined, team.token.ada);
  const content = "On call this week: **Priya**. Changes to production only between 14:00 and 16:00.";
  await request("PUT", url, `/groups/${groupId}/announcement`, { content }, team.token.ada);
}

const say = (url: string, team: Team, path: string, [who, content]: Line) =>
  post(url, path, { content }, team.token[who]);

const whoAll = (): Who[] => ["ada", "mei", "jonas", "priya", "lena", "sam", "tom"];
const empty = (): Record<Who, string> => ({ ada: "", mei: "", jonas: "", priya: "", lena: "", sam: "", tom: "" });

export const post = (url: string, path: string, body: unknown, token?: string) =>
  request("POST", url, path, body, token);

/** One request to the API. @returns the answer. @throws for a refusal */
export async function request(method: string, url: string, path: string, body: unknown, token?: string) {
  const headers = new Headers({ "content-type": "application/json", "sec-fetch-site": "same-origin" });
  if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
  return answer;
}
