// `deno task dev`, on a copy of the project: a change shows in the open page, which reloads itself.

import { strict as assert } from "node:assert";
import { launch } from "../support/chromium.ts";
import { freePort } from "../support/port.ts";
import { spawnChild } from "../support/process.ts";
import { removeFolder } from "../support/temp.ts";
import { waitUntil } from "../support/wait.ts";
import { copyOfProject } from "./copy.ts";

Deno.test("after a change to the sources, deno task dev starts anew and the open page shows it", async () => {
  const folder = await copyOfProject();
  const port = freePort();
  const child = spawnChild({
    command: Deno.execPath(),
    args: ["task", "dev"],
    cwd: folder,
    folder,
    env: { ...Deno.env.toObject(), PORT: `${port}` },
  });
  const browser = await launch();
  try {
    const url = `http://127.0.0.1:${port}/login`;
    await child.ready(async () => (await fetch(url)).status === 200, 120_000);
    const page = await browser.newPage();
    await page.goto(url);
    const words = `${folder}/lib/i18n/en/pages.ts`;
    const heading = await page.textContent("h1") ?? "";
    assert.notEqual(heading, "");
    const text = await Deno.readTextFile(words);
    assert.ok(text.includes(heading), "the heading comes from the dictionary");
    await Deno.writeTextFile(words, text.replaceAll(heading, "Changed while it runs"));
    const shows = async () => (await page.textContent("h1")) === "Changed while it runs";
    await waitUntil("the page to reload itself", shows, {
      timeoutMs: 60_000,
      detail: () => child.output().slice(-2_000),
    });
  } finally {
    await browser.close();
    await child.stop();
    await removeFolder(folder);
  }
});
