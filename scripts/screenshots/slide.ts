// The picture that Priya shows Ada: the first slide of her talk, drawn by the browser that takes the pictures, and what the two say about it.

import type { Browser } from "playwright-core";
import { post, request, type Team } from "./team.ts";

const SLIDE = `<style>
  body { margin: 0; block-size: 100vh; box-sizing: border-box; padding: 7vw; display: grid; align-content: space-between; color: #f4efe6;
    background: radial-gradient(circle at 85% 15%, #2f8f8b 0, transparent 45%), linear-gradient(135deg, #12343b, #0c5a5c); font-family: system-ui, sans-serif; }
  h1 { margin: 0; font: 700 7.2vw/1.12 Georgia, "DejaVu Serif", serif; max-inline-size: 12em; }
  p { margin: 0; font-size: 3.2vw; opacity: 0.85; }
</style>
<h1>A hundred people and one chat</h1>
<p>What went wrong in the first week</p>`;

/** @param url of the server with the team on it */
export async function showSlide(browser: Browser, url: string, team: Team): Promise<void> {
  const slide = await upload(url, await drawn(browser), team.token.priya);
  const content = "That is the first slide now. Too much?";
  const to = `/messages/private/${team.id.ada}`;
  const { message } = await post(url, to, { content, attachments: [slide] }, team.token.priya);
  const answer = { content: "Not at all, leave it exactly like this.", reply_to: message.id };
  const said = await post(url, `/messages/private/${team.id.priya}`, answer, team.token.ada);
  const path = `/messages/${said.message.id}/reactions/${encodeURIComponent("❤️")}`;
  await request("PUT", url, path, undefined, team.token.priya);
}

async function drawn(browser: Browser): Promise<Uint8Array<ArrayBuffer>> {
  const page = await browser.newPage({ viewport: { width: 960, height: 420 } });
  await page.setContent(SLIDE);
  const picture = new Uint8Array(await page.screenshot());
  await page.close();
  return picture;
}

/** @returns the file's id */
async function upload(url: string, picture: Uint8Array<ArrayBuffer>, token: string): Promise<string> {
  const body = new FormData();
  body.append("file", new Blob([picture], { type: "image/png" }), "first-slide.png");
  const headers = { authorization: `Bearer ${token}`, "sec-fetch-site": "same-origin" };
  const response = await fetch(`${url}/api/v1/files`, { method: "POST", headers, body });
  const answer = await response.json();
  if (!response.ok) throw new Error(`the slide was not taken: ${JSON.stringify(answer)}`);
  return answer.file.id;
}
