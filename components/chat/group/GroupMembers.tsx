// Who is in a group, with roles and presence. Of a large one the first are known: more are loaded, or found by name.

import { useSignal } from "@preact/signals";
import { type Conversation, present } from "../../../lib/client/conversation.ts";
import { fullName } from "../../../lib/client/names.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { nameKey } from "../../../lib/protocol/names.ts";
import { Notice } from "../../Notice.tsx";
import { useChat } from "../context.ts";
import { MemberLine } from "./MemberLine.tsx";
import { hasUnknown, loadMembers, useMembersFound } from "./members_found.ts";
import { useAttempt } from "../use_attempt.ts";

/** Fewer than this are seen at a glance. */
const MANY = 12;
const PAGE = 100;

export function GroupMembers({ of }: { of: Conversation }) {
  const t = useText();
  const { chat } = useChat();
  const query = useSignal("");
  const count = of.entry.group?.member_count ?? 0;
  const wanted = nameKey(query.value.trim());
  const { isAsking, isFailed } = useMembersFound(of, wanted === "" ? undefined : wanted);
  const members = present(of).filter(({ user_id }) => {
    const person = chat.people.get(user_id);
    return person === undefined || wanted === "" ||
      [person.username, fullName(person)].some((it) => nameKey(it).includes(wanted));
  });
  return (
    <section class="stack" aria-label={t.group.members}>
      <span class="label">{t.thread.members(count)}</span>
      {count >= MANY && (
        <input
          class="input"
          type="search"
          aria-label={t.members.find}
          placeholder={t.members.find}
          autocomplete="off"
          value={query}
          onInput={(event) => query.value = event.currentTarget.value}
        />
      )}
      {isFailed && <Notice bad text={t.error.unreachable} />}
      {members.length === 0 && isAsking && <div class="bone person" aria-hidden="true" />}
      {members.length === 0 && !isAsking && !isFailed && <p class="hint" role="status">{t.members.none}</p>}
      <ul class="people">{members.map((it) => <MemberLine key={it.user_id} member={it} />)}</ul>
      {wanted === "" && hasUnknown(of) && <More of={of} left={count - present(of).length} />}
    </section>
  );
}

function More({ of, left }: { of: Conversation; left: number }) {
  const t = useText();
  const { chat } = useChat();
  const attempt = useAttempt();
  const busy = useSignal(false);
  const cursor = useSignal<string | undefined>(undefined);
  const more = async () => {
    busy.value = true;
    await attempt(async () => {
      const limit = PAGE;
      // The first page is there already, but not where it ends.
      cursor.value ??= await loadMembers(chat, of.entry.id, { limit }) ?? undefined;
      if (cursor.value !== undefined) {
        cursor.value = await loadMembers(chat, of.entry.id, { limit, cursor: cursor.value }) ?? undefined;
      }
    }, t.members.notLoaded);
    busy.value = false;
  };
  return (
    <button type="button" class="button" disabled={busy} onClick={() => void more()}>
      {t.members.more} ({t.group.moreMembers(left)})
    </button>
  );
}
