// A new account by a plain form, signed in at once.

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
import { registerBody } from "../lib/protocol/rest.ts";
import * as accounts from "../lib/services/accounts.ts";

interface Data {
  next: string;
  entered: { username: string; email: string };
  refusal?: Refusal;
}

const form = registerBody.extend({ next: z.string().max(2_048).optional() });

export const handlers: HandlerByMethod<Data, State> = {
  GET: async (ctx) => {
    const next = safeNext(ctx.url.searchParams.get("next"), ctx.state.origin);
    if (await visitor(ctx) !== undefined) return ctx.redirect(next, 303);
    return page({ next, entered: { username: "", email: "" } });
  },
  POST: async (ctx) => {
    let entered = { username: "", email: "" };
    let next = "/";
    try {
      const { next: wanted, ...body } = await readForm(ctx, form);
      entered = { username: body.username, email: body.email };
      next = safeNext(wanted, ctx.state.origin);
      return await signedIn(ctx, await accounts.register(ctx.state.running.deps, body, clientOf(ctx, "pages")), next);
    } catch (error) {
      const refusal = refusalFrom(error, ctx);
      return page({ next, entered, refusal }, { status: refusal.status });
    }
  },
};

export default define.page<typeof handlers>(function Register({ data: { next, entered, refusal }, state }) {
  const t = useText();
  const { usernameMin, usernameMax, passwordMin } = state.running.deps.limits;
  const why = refusal?.fields ?? {};
  const isGeneral = refusal !== undefined &&
    !["username", "email", "password"].some((name) => Object.hasOwn(why, name));
  const other = { text: t.register.other, link: t.register.otherLink, href: signInLink("/login", next) };
  return (
    <Gate title={t.register.title} heading={t.register.heading} lead={t.register.lead} other={other}>
      <form method="post" class="stack">
        {refusal && isGeneral && <Notice bad text={refusal.message} />}
        <input type="hidden" name="next" value={next} />
        <Field
          name="username"
          label={t.register.username}
          hint={t.register.usernameHint(usernameMin, usernameMax)}
          why={why.username}
          value={entered.username}
          required
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          autofocus
        />
        <Field
          name="email"
          type="email"
          label={t.register.email}
          hint={t.register.emailHint}
          why={why.email}
          value={entered.email}
          required
          autocomplete="email"
        />
        <Field
          name="password"
          type="password"
          label={t.register.password}
          hint={t.register.passwordHint(passwordMin)}
          why={why.password}
          required
          autocomplete="new-password"
        />
        <button type="submit" class="button primary">{t.register.submit}</button>
      </form>
    </Gate>
  );
});
