// A group's details as one dialog of several views: what it is about and who is in it, and from there what one may do.

import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { type Conversation, present } from "../../../lib/client/conversation.ts";
import { isAdmin, roleIn } from "../../../lib/client/rights.ts";
import { useText } from "../../../lib/i18n/language.ts";
import type { Dictionary } from "../../../lib/i18n/en.ts";
import type { GroupView } from "../../../lib/protocol/views.ts";
import { Dialog } from "../../Dialog.tsx";
import { useChat } from "../context.ts";
import { DetailsView, type View } from "./details_view.ts";
import { GroupAdding } from "./GroupAdding.tsx";
import { GroupAnnouncement } from "./GroupAnnouncement.tsx";
import { GroupInvites } from "./GroupInvites.tsx";
import { GroupOverview } from "./GroupOverview.tsx";
import { GroupSettings } from "./GroupSettings.tsx";
import { MemberActions } from "./MemberActions.tsx";
import { nameOf } from "../names.ts";

interface DetailsProps {
  /** what is shown first */
  first: "overview" | "announcement";
  of: Conversation;
  group: GroupView;
  onClose: () => void;
}

export function DetailsDialog({ first, of, group, onClose }: DetailsProps) {
  const t = useText();
  const { chat } = useChat();
  const view = useSignal<View>({ kind: first });
  const members = present(of);
  const mine = roleIn(of, chat.me.id);
  const back = () => view.value = { kind: "overview" };
  const { kind } = view.value;
  const hasTurned = useRef(false);
  if (kind !== first) hasTurned.current = true;
  // Whoever came for one view alone has not asked for the others.
  const done = kind === first ? onClose : back;
  const title = kind === "member" ? nameOf(chat, view.value.id, t) : titleOf(kind, group, t);
  return (
    <DetailsView.Provider value={view}>
      <Dialog
        key={kind}
        title={title}
        isNext={hasTurned.current}
        onBack={kind === first ? undefined : back}
        onClose={onClose}
      >
        {kind === "overview" && <GroupOverview group={group} of={of} mine={mine} onClose={onClose} />}
        {kind === "announcement" && <GroupAnnouncement group={group} mayWrite={isAdmin(mine)} onDone={done} />}
        {kind === "adding" && <GroupAdding group={group} members={members} />}
        {kind === "settings" && <GroupSettings group={group} onDone={back} />}
        {kind === "invites" && <GroupInvites group={group} />}
        {kind === "member" && (
          <MemberActions
            group={group}
            member={members.find((it) => view.value.kind === "member" && it.user_id === view.value.id)}
            mine={mine}
            onDone={back}
            onClose={onClose}
          />
        )}
      </Dialog>
    </DetailsView.Provider>
  );
}

function titleOf(kind: Exclude<View["kind"], "member">, group: GroupView, t: Dictionary): string {
  const titles = {
    overview: group.name,
    announcement: t.announcement.title,
    adding: t.group.adding,
    settings: t.settings.title,
    invites: t.invites.title,
  };
  return titles[kind];
}
