// Sign-in by a plain form: 303 with the cookie, or the page again with the reason.

import { type HandlerByMethod, page } from "fresh";
import * as z from "zod";
import { Field } from "../components/Field.tsx";
import { Notice } from "../components/Notice.tsx";
import { Gate } from "../components/pages/Gate.tsx";
import { clientOf } from "../lib/http/client.ts";
import { define, type State } from "../lib/http/define.ts";
import { readForm } from "../lib/http/form.ts";
import { safeNext, visitor } from "../lib/http/guard.ts";
import { useText } from "../lib/i18n/language.ts";
import { type Refusal, refusalFrom } from "../lib/pages/refusal.ts";
import { signedIn, signInLink } from "../lib/pages/sign_in.ts";
import { ParleyError } from "../lib/protocol/errors.ts";
import { loginBody } from "../lib/protocol/rest.ts";
import * as accounts from "../lib/services/accounts.ts";

interface Data {
  next: string;
  entered: string;
  refusal?: Refusal;
}

const form = loginBody.extend({ next: z.string().max(2_048).optional() });

export const handlers: HandlerByMethod<Data, State> = {
  GET: async (ctx) => {
    const next = safeNext(ctx.url.searchParams.get("next"), ctx.state.origin);
    if (await visitor(ctx) !== undefined) return ctx.redirect(next, 303);
    const ended = ctx.url.searchParams.has("ended") ? new ParleyError("session_ended", "") : undefined;
    return page({ next, entered: "", refusal: ended && refusalFrom(ended, ctx) });
  },
  POST: async (ctx) => {
    let entered = "";
    let next = "/";
    try {
      const { next: wanted, ...body } = await readForm(ctx, form);
      entered = body.email;
      next = safeNext(wanted, ctx.state.origin);
      return await signedIn(ctx, await accounts.login(ctx.state.running.deps, body, clientOf(ctx, "pages")), next);
    } catch (error) {
      const refusal = refusalFrom(error, ctx);
      return page({ next, entered, refusal }, { status: refusal.status });
    }
  },
};

export default define.page<typeof handlers>(function Login({ data: { next, entered, refusal } }) {
  const t = useText();
  const other = { text: t.signIn.other, link: t.signIn.otherLink, href: signInLink("/register", next) };
  return (
    <Gate title={t.signIn.title} heading={t.signIn.heading} lead={t.signIn.lead} other={other}>
      <form method="post" class="stack">
        {refusal && <Notice bad text={refusal.message} />}
        <input type="hidden" name="next" value={next} />
        <Field
          name="email"
          label={t.signIn.login}
          value={entered}
          required
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          autofocus={entered === ""}
        />
        <Field
          name="password"
          type="password"
          label={t.signIn.password}
          required
          autocomplete="current-password"
          autofocus={entered !== ""}
        />
        <button type="submit" class="button primary">{t.signIn.submit}</button>
      </form>
    </Gate>
  );
});
