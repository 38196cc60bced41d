// What a group is about, who is in it, and the ways to everything else.

import { useSignal } from "@preact/signals";
import { Link, LogOut, Megaphone, Settings, Trash2, UserRoundPlus } from "../../icons.ts";
import type { Conversation } from "../../../lib/client/conversation.ts";
import { isAdmin } from "../../../lib/client/rights.ts";
import { useText } from "../../../lib/i18n/language.ts";
import type { GroupView, Role } from "../../../lib/protocol/views.ts";
import { useDetailsView } from "./details_view.ts";
import { EndDialog } from "./EndDialog.tsx";
import { GroupMembers } from "./GroupMembers.tsx";

interface OverviewProps {
  group: GroupView;
  of: Conversation;
  mine: Role;
  onClose: () => void;
}

export function GroupOverview({ group, of, mine, onClose }: OverviewProps) {
  const t = useText();
  const view = useDetailsView();
  return (
    <>
      {group.description && <p class="group-about">{group.description}</p>}
      {isAdmin(mine) && (
        <div class="tiles">
          <button type="button" class="button" onClick={() => view.value = { kind: "adding" }}>
            <UserRoundPlus size={18} aria-hidden="true" /> {t.group.adding}
          </button>
          <button type="button" class="button" onClick={() => view.value = { kind: "invites" }}>
            <Link size={18} aria-hidden="true" /> {t.invites.title}
          </button>
          <button type="button" class="button" onClick={() => view.value = { kind: "announcement" }}>
            <Megaphone size={18} aria-hidden="true" /> {t.announcement.title}
          </button>
          <button type="button" class="button" onClick={() => view.value = { kind: "settings" }}>
            <Settings size={18} aria-hidden="true" /> {t.settings.open}
          </button>
        </div>
      )}
      {!isAdmin(mine) && group.announcement && (
        <button
          type="button"
          class="button"
          onClick={() => view.value = { kind: "announcement" }}
        >
          <Megaphone size={18} aria-hidden="true" /> {t.announcement.title}
        </button>
      )}
      <GroupMembers of={of} />
      {mine === "owner" && <p class="hint">{t.group.ownerStays}</p>}
      <Ending group={group} isOwner={mine === "owner"} onDone={onClose} />
    </>
  );
}

/** The owner's way out is the end of the group; everybody else's is leaving. */
function Ending({ group, isOwner, onDone }: { group: GroupView; isOwner: boolean; onDone: () => void }) {
  const t = useText();
  const isAsking = useSignal(false);
  return (
    <>
      <button type="button" class="button danger" onClick={() => isAsking.value = true}>
        {isOwner ? <Trash2 size={18} aria-hidden="true" /> : <LogOut size={18} class="flip" aria-hidden="true" />}
        {isOwner ? t.group.dissolve : t.group.leave}
      </button>
      {isAsking.value && (
        <EndDialog
          group={group}
          isOwner={isOwner}
          onDone={onDone}
          onClose={() => isAsking.value = false}
        />
      )}
    </>
  );
}
