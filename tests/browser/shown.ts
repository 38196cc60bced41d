// One view, opened in a page of its own, and closed again however the test of it ends: pages that stay open take up a person's sockets.

import type { BrowserContext, Page } from "playwright-core";
import { listen } from "./browser.ts";
import type { Cast } from "./cast.ts";
import type { View } from "./views.ts";

interface Shown extends AsyncDisposable {
  page: Page;
  /** what the browser complained about, besides refusals that the view is about */
  readonly complaints: string[];
}

const PATIENCE_MS = 20_000;
const REFUSAL = /status of (?:400|401|404|409|413|422)/;

export async function shown(context: BrowserContext, all: Cast, open: View["open"]): Promise<Shown> {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const complaints = listen(page);
  try {
    await open(page, all);
  } catch (error) {
    await page.close();
    throw error;
  }
  return {
    page,
    get complaints() {
      return complaints.filter((it) => !REFUSAL.test(it));
    },
    [Symbol.asyncDispose]: () => page.close(),
  };
}
