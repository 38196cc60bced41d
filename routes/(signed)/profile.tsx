// One's own profile: two plain forms, told apart by their button.

import { type HandlerByMethod, page } from "fresh";
import * as z from "zod";
import { PasswordForm } from "../../components/pages/PasswordForm.tsx";
import { ProfileForm, type ProfileValues } from "../../components/pages/ProfileForm.tsx";
import OwnPicture from "../../islands/OwnPicture.tsx";
import { clientOf } from "../../lib/http/client.ts";
import { setCookie } from "../../lib/http/cookie.ts";
import { type Ctx, define, type State } from "../../lib/http/define.ts";
import { rememberLanguage } from "../../lib/http/language_cookie.ts";
import { readForm } from "../../lib/http/form.ts";
import { personOf } from "../../lib/http/guard.ts";
import { useReader, useText } from "../../lib/i18n/language.ts";
import { type Refusal, refusalFrom } from "../../lib/pages/refusal.ts";
import { passwordBody, profileBody } from "../../lib/protocol/rest.ts";
import * as accounts from "../../lib/services/accounts.ts";
import * as own from "../../lib/services/own_settings.ts";
import { OwnSheet } from "./(_components)/OwnSheet.tsx";

interface Data {
  values: ProfileValues;
  /** which form was sent */
  form?: "profile" | "password";
  done?: boolean;
  refusal?: Refusal;
}

/** A box that is not ticked is not sent. */
const ticked = z.literal("on").optional().transform((it) => it === "on");
const profileForm = z.strictObject({
  form: z.literal("profile"),
  first_name: profileBody.shape.first_name,
  last_name: profileBody.shape.last_name,
  status: profileBody.shape.status,
  language: profileBody.shape.language,
  show_email: ticked,
  show_last_seen: ticked,
  contacts_only: ticked,
});
const passwordForm = passwordBody.extend({ form: z.literal("password") });

export const handlers: HandlerByMethod<Data, State> = {
  GET: async (ctx) => {
    const done = ctx.url.searchParams.get("done");
    const form = done === "profile" || done === "password" ? done : undefined;
    return page({ values: await valuesOf(ctx), form, done: form !== undefined });
  },
  POST: async (ctx) => {
    const { deps, config } = ctx.state.running;
    const actor = personOf(ctx);
    let form: Data["form"];
    try {
      const sent = await readForm(ctx, z.discriminatedUnion("form", [profileForm, passwordForm]));
      form = sent.form;
      const response = new Response(null, { status: 303, headers: { location: `/profile?done=${form}` } });
      if (sent.form === "profile") {
        const { form: _, ...change } = sent;
        await own.update(deps, actor, change);
        rememberLanguage(response.headers, change.language ?? "");
      } else {
        const { form: _, ...body } = sent;
        const grant = await accounts.changePassword(deps, actor, body, clientOf(ctx, "pages"));
        setCookie(response.headers, config, grant.token, grant.expires_at, deps.clock.now());
      }
      return response;
    } catch (error) {
      const refusal = refusalFrom(error, ctx);
      return page({ values: await valuesOf(ctx), form, refusal }, { status: refusal.status });
    }
  },
};

async function valuesOf(ctx: Ctx): Promise<ProfileValues> {
  const { deps } = ctx.state.running;
  const actor = personOf(ctx);
  return await own.own(deps, actor);
}

export default define.page<typeof handlers>(function Profile({ data, state }) {
  const { values, form, done = false, refusal } = data;
  const t = useText();
  const reader = useReader();
  const picture = <OwnPicture user={values.user} reader={reader} />;
  const of = (name: Data["form"]) => ({
    done: done && form === name,
    refusal: form === name || (form === undefined && name === "profile") ? refusal : undefined,
  });
  return (
    <OwnSheet title={t.profile.title} tab="profile">
      <ProfileForm values={values} picture={picture} {...of("profile")} />
      <PasswordForm min={state.running.deps.limits.passwordMin} {...of("password")} />
    </OwnSheet>
  );
});
