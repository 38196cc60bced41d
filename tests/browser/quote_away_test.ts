// What a message answers may be of long ago, and not on this device: without a connection that is said, and with it the words come.
import { assertQuiet, idOf, live, signUp, type Someone, stage } from "./browser.ts";
import { wireTo } from "./wire.ts";

const SIZES = [{ width: 390, height: 844 }, { width: 1440, height: 900 }] as const;

Deno.test("without a connection an answer says that what it answers is not on this device, and shows it once there is one", async (t) => {
  await using on = await stage();
  await using wire = wireTo(on.server.port);
  const ada = await signUp(on.browser, wire.url, "ada");
  const bob = await signUp(on.browser, on.server.url, "bob");
  const [toAda, toBob] = [await idOf(ada), await idOf(bob)];
  const post = async ({ page }: Someone, to: string, data: { content: string; reply_to?: string }) => {
    const url = `${on.server.url}/api/v1/messages/private/${to}`;
    return (await (await page.request.post(url, { data, headers: { origin: on.server.url } })).json()).message.id;
  };
  const say = (content: string, reply_to?: string) => post(bob, toAda, { content, reply_to });
  for (const viewport of SIZES) {
    await t.step(`${viewport.width}`, async () => {
      await ada.page.setViewportSize(viewport);
      const first = await say(`long ago, ${viewport.width}`);
      // Her own: nothing is unread, and she begins at the end.
      for (let i = 0; i < 55; i++) await post(ada, toBob, { content: `${i}` });
      await ada.page.goto(`/u/${toBob}`);
      await live(ada.page);
      await ada.page.route(`**/api/v1/messages/${first}`, (route) => route.abort("connectionfailed"));
      await say("an answer", first);
      const quote = ada.page.locator(".message:has-text('an answer') .quote").last();
      await quote.waitFor();
      wire.cut();
      await quote.filter({ hasText: "This message is not on this device." }).waitFor();
      await ada.page.unroute(`**/api/v1/messages/${first}`);
      wire.mend();
      await quote.filter({ hasText: `long ago, ${viewport.width}` }).waitFor();
    });
  }
  assertQuiet(ada, bob);
});
