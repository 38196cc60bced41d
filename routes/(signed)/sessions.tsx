// Where one is signed in, and ending what one does not know.

import { type HandlerByMethod, page } from "fresh";
import * as z from "zod";
import { Notice } from "../../components/Notice.tsx";
import { SessionLine } from "../../components/pages/SessionLine.tsx";
import EndSession from "../../islands/EndSession.tsx";
import { type Ctx, define, type State } from "../../lib/http/define.ts";
import { readForm } from "../../lib/http/form.ts";
import { personOf } from "../../lib/http/guard.ts";
import { useReader, useText } from "../../lib/i18n/language.ts";
import { type Refusal, refusalFrom } from "../../lib/pages/refusal.ts";
import type { SessionView } from "../../lib/protocol/views.ts";
import * as sessions from "../../lib/services/sessions.ts";
import { OwnSheet } from "./(_components)/OwnSheet.tsx";

interface Data {
  sessions: SessionView[];
  refusal?: Refusal;
}

const form = z.strictObject({ session: z.string().max(64) });
const listOf = (ctx: Ctx) => sessions.list(ctx.state.running.deps, personOf(ctx));

export const handlers: HandlerByMethod<Data, State> = {
  GET: async (ctx) => page({ sessions: await listOf(ctx) }),
  POST: async (ctx) => {
    try {
      const { session } = await readForm(ctx, form);
      await sessions.end(ctx.state.running.deps, personOf(ctx), session);
      return ctx.redirect("/sessions", 303);
    } catch (error) {
      const refusal = refusalFrom(error, ctx);
      return page({ sessions: await listOf(ctx), refusal }, { status: refusal.status });
    }
  },
};

export default define.page<typeof handlers>(function Sessions({ data }) {
  const t = useText();
  const reader = useReader();
  const mine = data.sessions.toSorted((a, b) => Number(b.current) - Number(a.current));
  return (
    <OwnSheet title={t.sessions.title} tab="sessions">
      <p class="lead">{t.sessions.lead}</p>
      {data.refusal && <Notice bad text={data.refusal.message} />}
      <ul class="card flush">
        {mine.map((session) => (
          <SessionLine key={session.id} session={session}>
            {session.current
              ? <span class="tag">{t.sessions.current}</span>
              : <EndSession id={session.id} reader={reader} />}
          </SessionLine>
        ))}
      </ul>
    </OwnSheet>
  );
});
