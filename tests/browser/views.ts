// Every view there is, once: each page, dialog and menu, the routes that show it, and how it is come to in any language. Whoever adds a
// page adds it here: `views_test.ts` holds the table against the files of routes/.

import type { Page } from "playwright-core";
import { LONG_WORD } from "../../components/dev/samples.ts";
import { live } from "./browser.ts";
import type { Cast } from "./cast.ts";

export interface View {
  name: string;
  /** the address of the route that it shows, as in `tests/support/routes.ts` */
  route: string;
  /** who looks; nobody: who is not signed in */
  as: "ada" | "sam" | "nobody";
  open: (page: Page, all: Cast) => Promise<void>;
}

const here = async (page: Page, path: string) => void await page.goto(path);
const alive = async (page: Page, path: string) => {
  await page.goto(path);
  await live(page);
};
const groupOf = (all: Cast) => `/g/${all.groups[0]}`;

/** Opens a dialog by what leads to it. */
async function dialog(page: Page, opener: string, inside = "dialog[open]"): Promise<void> {
  await page.click(opener);
  await page.waitForSelector(inside);
}

const list = (page: Page) => alive(page, "/");
/** With nothing begun: drafts stay from one view to the next. */
async function thread(page: Page, all: Cast): Promise<void> {
  await alive(page, groupOf(all));
  await page.fill("#composer", "");
}

async function details(page: Page, all: Cast, icon?: string): Promise<void> {
  await thread(page, all);
  await dialog(page, ".thread-head button.icon-button", "dialog .person");
  if (icon === undefined) return;
  await page.click(`dialog button:has(.lucide-${icon})`);
  await page.waitForSelector("dialog[open] .back-link");
}

/** A message's menu, by the keyboard: the same on a phone and on a desk. */
async function menu(page: Page, all: Cast, icon?: string): Promise<void> {
  await thread(page, all);
  await page.focus(`#m-${all.message}`);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".menu[open]");
  if (icon === undefined) return;
  await page.click(`.menu button:has(.lucide-${icon})`);
  await page.waitForSelector(".menu", { state: "detached" });
}

async function message(page: Page, all: Cast, icon: string): Promise<void> {
  await menu(page, all, icon);
  await page.waitForSelector("dialog.dialog[open]");
}

async function person(page: Page, all: Cast): Promise<void> {
  await alive(page, `/u/${all.id.priya}`);
  await dialog(page, ".thread-head button.icon-button", "dialog .identity");
}

async function typed(page: Page, all: Cast, text: string, shown: string): Promise<void> {
  await thread(page, all);
  await page.locator("#composer").pressSequentially(text);
  await page.waitForSelector(shown);
}

async function refused(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.fill("#email", "ada");
  await page.fill("#password", "wrong and wrong");
  if (path === "/register") await page.fill("#username", "ada");
  await page.$eval("form", (form) => form instanceof HTMLFormElement && (form.noValidate = true));
  await page.click("button[type=submit]");
  await page.waitForSelector(".notice.bad, .why");
}

const view = (name: string, route: string, open: View["open"], as: View["as"] = "ada"): View => ({
  name,
  route,
  as,
  open,
});

export const VIEWS: readonly View[] = [
  view("sign-in", "/login", (page) => here(page, "/login"), "nobody"),
  view("sign-in refused", "/login", (page) => refused(page, "/login"), "nobody"),
  view("registration", "/register", (page) => here(page, "/register"), "nobody"),
  view("registration refused", "/register", (page) => refused(page, "/register"), "nobody"),
  view("reference of the API", "/docs/api", (page) => here(page, "/docs/api"), "nobody"),
  view("components", "/dev/components", (page) => here(page, "/dev/components"), "nobody"),
  view("not found", "/_error", (page) => here(page, "/nothing/here")),

  view("list", "/", list),
  view("list without a match", "/", async (page) => {
    await list(page);
    await page.fill(".filter input", "qqq");
    await page.waitForSelector(".sidebar .empty");
  }),
  view("menu of a row", "/", async (page) => {
    await list(page);
    await page.locator("[data-row]").first().click({ button: "right" });
    await page.waitForSelector(".menu[open]");
  }),
  view("switcher", "/", async (page) => {
    await list(page);
    await dialog(page, ".find a");
    await page.fill("dialog input", "a");
    await page.waitForSelector("dialog .hits .person");
  }),
  view("switcher without a match", "/", async (page) => {
    await list(page);
    await dialog(page, ".find a");
    await page.fill("dialog input", "qqqq");
    await page.waitForSelector("dialog .hint[role=status]");
  }),
  view("keys", "/", async (page) => {
    await list(page);
    await page.keyboard.press("Control+/");
    await page.waitForSelector("dialog .keys");
  }),
  view("finding people", "/", async (page) => {
    await list(page);
    await dialog(page, ".sidebar-head a[href='/people']", "dialog a.person");
  }),
  view("new group, people chosen", "/", async (page) => {
    await list(page);
    await dialog(page, ".sidebar-head a[href='/groups/new']", "dialog label.person");
    for (const i of [0, 1]) await page.locator("dialog label.person input").nth(i).check();
    await page.fill("#group-name", LONG_WORD);
    await page.waitForSelector("dialog .chip");
  }),

  view("private thread", "/u/[id]", (page, all) => alive(page, `/u/${all.id.priya}`)),
  view("thread without messages", "/u/[id]", (page, all) => alive(page, `/u/${all.id.jonas}`)),
  view("blocked person", "/u/[id]", (page, all) => alive(page, `/u/${all.id.tom}`)),
  view("somebody", "/u/[id]", person),
  view("blocking somebody", "/u/[id]", async (page, all) => {
    await person(page, all);
    await page.click("dialog .button.danger");
    await page.waitForSelector("dialog.small[open]");
  }),
  view("group", "/g/[id]", thread),
  view("group, for a member", "/g/[id]", async (page, all) => {
    await alive(page, `/g/${all.groups[1]}`);
    await dialog(page, ".thread-head button.icon-button", "dialog .person");
  }, "sam"),
  view("group by its conversation", "/c/[id]", (page, all) => alive(page, `/c/${all.groups[1]}`)),
  view("message by its link", "/m/[id]", (page, all) => alive(page, `/m/${all.message}`)),
  view("people suggested", "/g/[id]", (page, all) => typed(page, all, "@", ".suggestions li")),
  view("message too long", "/g/[id]", async (page, all) => {
    await thread(page, all);
    await page.fill("#composer", "x".repeat(17_000));
    await page.waitForSelector(".too-long");
  }),
  view("answering", "/g/[id]", async (page, all) => {
    await menu(page, all, "reply");
    await page.waitForSelector(".about");
  }),
  view("editing", "/g/[id]", async (page, all) => {
    await menu(page, all, "pencil");
    await page.waitForSelector(".about");
  }),
  view("menu of a message", "/g/[id]", menu),
  view("toast", "/g/[id]", async (page, all) => {
    await menu(page, all, "clipboard-copy");
    await page.waitForSelector(".toast");
  }),
  view("receipts", "/g/[id]", (page, all) => message(page, all, "info")),
  view("who reacted", "/g/[id]", (page, all) => message(page, all, "smile-plus")),
  view("forwarding", "/g/[id]", (page, all) => message(page, all, "forward")),
  view("deleting", "/g/[id]", (page, all) => message(page, all, "trash-2")),
  view("earlier versions", "/g/[id]", async (page, all) => {
    await thread(page, all);
    await dialog(page, `#m-${all.message} .edited`, "dialog .versions");
  }),
  view("pinned messages", "/g/[id]", async (page, all) => {
    await thread(page, all);
    await dialog(page, ".pinned button", "dialog .pin");
  }),
  view("group's details", "/g/[id]", details),
  view("adding members", "/g/[id]", async (page, all) => {
    await details(page, all, "user-round-plus");
    await page.waitForSelector("dialog .person");
  }),
  view("invitations", "/g/[id]", async (page, all) => {
    await details(page, all, "link");
    await page.click("dialog button:has(.lucide-qr-code)");
    await page.waitForSelector("dialog .qr");
  }),
  view("announcement", "/g/[id]", (page, all) => details(page, all, "megaphone")),
  view("group's settings", "/g/[id]", (page, all) => details(page, all, "settings")),
  view("member", "/g/[id]", async (page, all) => {
    await details(page, all);
    await page.locator("dialog .person button, dialog button.person").last().click();
    await page.waitForSelector("dialog[open] .back-link");
  }),
  view("dissolving a group", "/g/[id]", async (page, all) => {
    await details(page, all);
    await page.click("dialog .button.danger");
    await page.waitForSelector("dialog.small[open]");
  }),

  view("group as a page", "/g/[id]/about", (page, all) => here(page, `${groupOf(all)}/about`)),
  view("group as a page, for a member", "/g/[id]/about", (page, all) => here(page, `/g/${all.groups[1]}/about`), "sam"),
  view("people", "/people", (page) => here(page, "/people")),
  view("people without a match", "/people", (page) => here(page, "/people?q=qqqq")),
  view("new group as a page", "/groups/new", (page) => here(page, "/groups/new")),
  view("public groups", "/groups/discover", (page) => here(page, "/groups/discover")),
  view("public groups without a match", "/groups/discover", (page) => here(page, "/groups/discover?q=qqqq")),
  view("search", "/search", (page) => here(page, "/search")),
  view("search with results", "/search", (page) => here(page, "/search?q=the")),
  view("search without a match", "/search", (page) => here(page, "/search?q=qqqq")),
  view("invitation", "/invite/[code]", (page, all) => here(page, `/invite/${all.invite}`), "sam"),
  view("invitation that is over", "/invite/[code]", (page) => here(page, "/invite/nothing")),
  view("profile", "/profile", (page) => here(page, "/profile")),
  view("privacy", "/privacy", (page) => here(page, "/privacy")),
  view("notifications", "/notifications", (page) => here(page, "/notifications")),
  view("sessions", "/sessions", (page) => here(page, "/sessions")),
  view("offline", "/offline", async (page) => {
    await here(page, "/offline");
    await page.waitForSelector("h1");
  }),
];

/** Routes that show no view of their own. */
export const WITHOUT_VIEW = [
  "/emoji/[language]",
  "/manifest.webmanifest",
  "/uploads/[id]/[name]",
  "/logout",
  "/healthz",
  "/readyz",
  "/metrics",
  "/ws",
  "/ws/online-users",
];
