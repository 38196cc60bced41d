// A team with conversations on a running server, and one conversation that has everything in it: what the views show.

import { makeTeam, PASSWORD, request, type Team } from "../../scripts/screenshots/team.ts";
import type { Browser, BrowserContext, BrowserContextOptions } from "playwright-core";

export interface Cast extends Team {
  url: string;
  /** a message of Ada's in the group that was edited, reacted to, answered and pinned */
  message: string;
  /** the code of an invitation */
  invite: string;
}

/** @param url of a server without accounts */
export async function cast(url: string): Promise<Cast> {
  const team = await makeTeam(url);
  const { ada, priya, sam } = team.token;
  const group = team.groups[0]!;
  const say = async (token: string, content: string, reply_to?: string): Promise<string> =>
    (await request("POST", url, `/messages/group/${group}`, { content, reply_to }, token)).message.id;
  const first = await say(priya, "Is the **build** green? @ada\n\n> quoted\n\n- a list\n- of `code`\n- ~~and more~~");
  const message = await say(ada, "Yes, [logs](https://ci.example/)", first);
  const gone = await say(priya, "gone");
  await say(priya, "x".repeat(120));
  await request("PATCH", url, `/messages/${message}`, { content: "Yes, @priya and @all" }, ada);
  for (const emoji of ["👍", "🎉", "❤️"]) {
    await request("PUT", url, `/messages/${message}/reactions/${encodeURIComponent(emoji)}`, undefined, priya);
  }
  await request("PUT", url, `/messages/${message}/reactions/${encodeURIComponent("👍")}`, undefined, ada);
  await request("PUT", url, `/messages/${message}/pin`, undefined, ada);
  await request("POST", url, `/messages/${gone}/recall`, undefined, priya);
  await request("POST", url, `/messages/${first}/forward`, { group_id: group }, ada);
  await request("POST", url, `/messages/private/${team.id.tom}`, { content: "Please stop." }, ada);
  await request("PUT", url, `/users/${team.id.tom}/block`, undefined, ada);
  await request("POST", url, "/groups", { name: "Open to everybody", description: "Come in", is_private: false }, sam);
  const { invite } = await request("POST", url, `/groups/${group}/invites`, { max_uses: 10 }, ada);
  return { ...team, url, message, invite: invite.code };
}

/** A browser in which somebody of the team is signed in, without a page. */
export async function signedIn(
  browser: Browser,
  { url }: Cast,
  name: string,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: url, locale: "en-GB", timezoneId: "Europe/Berlin", ...options });
  const answer = await context.request.post("/login", {
    form: { email: name, password: PASSWORD },
    headers: { origin: url },
    maxRedirects: 0,
  });
  if (answer.status() !== 303) throw new Error(`${name} could not sign in: ${answer.status()}`);
  return context;
}
