// The foot of the list: oneself, and how one appears to others.

import { fullName } from "../../../lib/client/names.ts";
import { useText } from "../../../lib/i18n/language.ts";
import type { ChosenStatus } from "../../../lib/protocol/views.ts";
import { Avatar } from "../../Avatar.tsx";
import { useChat } from "../context.ts";

const STATUSES: readonly ChosenStatus[] = ["online", "away", "busy", "offline"];

export function SelfFoot() {
  const t = useText();
  const { chat } = useChat();
  const me = chat.people.get(chat.me.id) ?? chat.me;
  return (
    <div class="sidebar-foot">
      <a class="self" href="/profile" title={t.nav.profile}>
        <Avatar id={me.id} name={fullName(me)} picture={me.avatar} size="small" status={me.status} />
        <span>
          {fullName(me)}
          <span class="sr">, {t.nav.profile}</span>
        </span>
      </a>
      <select
        class="status-select needs-script"
        aria-label={t.profile.status}
        value={me.status}
        onChange={(event) => {
          const status = STATUSES.find((it) => it === event.currentTarget.value);
          if (status !== undefined) chat.setStatus(status);
        }}
      >
        {STATUSES.map((status) => <option key={status} value={status}>{t.status[status]}</option>)}
      </select>
    </div>
  );
}
