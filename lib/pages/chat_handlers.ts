// The handlers of `/`, `/c/:id`, `/u/:id` and `/g/:id`: the same page, shown for another target. Without a script, posting is a plain
// form: 303 back to the page, or the page again with the reason and what was written.

import { type HandlerByMethod, page } from "fresh";
import * as z from "zod";
import { newClientId } from "../client/random.ts";
import { addressOf, type Target } from "../client/target.ts";
import type { Language } from "../i18n/language.ts";
import type { ChatState } from "../client/chat_state.ts";
import { ParleyError } from "../protocol/errors.ts";
import { clientId, text } from "../protocol/fields.ts";
import { DEFAULT_LIMITS } from "../protocol/limits.ts";
import { conversationsQuery, messagesQuery, noFields } from "../protocol/rest.ts";
import type { Actor, Deps } from "../services/deps.ts";
import * as files from "../services/files.ts";
import * as marks from "../services/marks.ts";
import * as messages from "../services/messages.ts";
import type { Ctx, State } from "../http/define.ts";
import { withFile } from "../http/multipart.ts";
import { readForm } from "../http/form.ts";
import { personOf } from "../http/guard.ts";
import { readQuery } from "../http/query.ts";
import { chatState, type Named, targetNamed, type Wanted } from "./chat_page.ts";
import { languageOf } from "./language.ts";
import { refusalFrom } from "./refusal.ts";

export interface ChatPageData {
  state: ChatState;
  target: Target | null;
  formId: string;
  language: Language;
  /** older messages or conversations, which only a browser without a script asks for: not kept alive */
  isPast: boolean;
  /** why what was posted was refused */
  refused?: string;
  /** the message that the page was opened for */
  at?: string;
}

const postForm = z.strictObject({
  content: text(DEFAULT_LIMITS.bodyBytes).min(1, "must not be empty"),
  client_id: clientId.optional(),
});

/** What of its messages a page shows, and where its list of conversations begins. */
const pageQuery = messagesQuery.extend({ list: conversationsQuery.shape.cursor });

type NameTarget = (ctx: Ctx) => Named | null;

/** @param named by the address */
export function chatHandlers(named: NameTarget): HandlerByMethod<ChatPageData, State> {
  return {
    GET: async (ctx) => {
      const { before, around, list } = readQuery(ctx, pageQuery);
      return page(await data(ctx, named(ctx), { before, around, list }));
    },
    POST: async (ctx) => {
      const { deps } = ctx.state.running;
      const actor = personOf(ctx);
      const it = named(ctx);
      if (it === null) throw new ParleyError("method_not_allowed", "Nothing can be posted here.");
      const target = await targetNamed(deps, actor, it);
      let written = "";
      try {
        if (isUpload(ctx.req)) {
          await postFile(ctx, actor, target);
          return ctx.redirect(ctx.url.pathname, 303);
        }
        const form = await readForm(ctx, postForm);
        // Forms break lines with CR LF; everywhere else it is LF.
        written = form.content.replaceAll("\r\n", "\n").trim();
        await post(deps, actor, target, { content: written, client_id: form.client_id });
      } catch (error) {
        if (!(error instanceof ParleyError) || error.status === 404) throw error;
        return page({ ...await data(ctx, target, {}, written), refused: refusalFrom(error, ctx).message }, {
          status: error.status,
        });
      }
      return ctx.redirect(ctx.url.pathname, 303);
    },
  };
}

const isUpload = ({ headers }: Request): boolean => /^multipart\/form-data\b/i.test(headers.get("content-type") ?? "");

async function postFile(ctx: Ctx, actor: Actor, target: Target): Promise<void> {
  const { deps } = ctx.state.running;
  await deps.writes.spend(actor.userId);
  await withFile(ctx, noFields, (form) => files.sendFile(deps, actor, addressOf(target), form, () => ""));
}

/** Whoever answers has read what they answer to. */
async function post(deps: Deps, actor: Actor, target: Target, form: { content: string; client_id?: string }) {
  await deps.writes.spend(actor.userId);
  const body = { ...form, message_type: "text" as const, attachments: [] };
  const sent = await messages.send(deps, actor, addressOf(target), body);
  // Marks are stored once a second; nobody waits for one here, and a lost one is made good by the next.
  marks.read(deps, actor, { conversationId: sent.conversation_id, seq: sent.seq }).catch(() => {});
}

async function data(
  ctx: Ctx,
  wanted: Wanted["target"],
  range: Omit<Wanted, "target">,
  written?: string,
): Promise<ChatPageData> {
  const { deps } = ctx.state.running;
  const state = await chatState(deps, personOf(ctx), { target: wanted, ...range });
  // A target of its own: Fresh writes values of which none occurs twice much faster.
  const target = state.open && { ...state.open.target };
  const at = state.open?.page.messages.find((message) => message.seq === range.around)?.id;
  const common = { target, at, formId: newClientId(), language: languageOf(ctx) };
  return { ...common, state: { ...state, written }, isPast: range.before !== undefined || range.list !== undefined };
}
