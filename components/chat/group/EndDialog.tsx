// The way out of a group: leaving it or, for its owner, dissolving it for everybody. Asks first.

import * as api from "../../../lib/client/group_api.ts";
import { useText } from "../../../lib/i18n/language.ts";
import type { GroupView } from "../../../lib/protocol/views.ts";
import { Confirm } from "../../Confirm.tsx";
import { useChat } from "../context.ts";

interface EndDialogProps {
  group: GroupView;
  isOwner: boolean;
  onDone?: () => void;
  onClose: () => void;
}

export function EndDialog({ group, isOwner, onDone, onClose }: EndDialogProps) {
  const t = useText();
  const { chat, go } = useChat();
  const end = async () => {
    await (isOwner ? api.dissolve : api.leave)(group.id);
    onDone?.();
    if (chat.opened.target.peek()?.id === group.id) go(null);
  };
  return (
    <Confirm
      title={isOwner ? t.group.confirmDissolve(group.name) : t.group.confirmLeave(group.name)}
      text={isOwner ? t.group.confirmDissolveText : t.group.confirmLeaveText(group.is_private)}
      action={isOwner ? t.group.dissolve : t.group.leave}
      onConfirm={end}
      onClose={onClose}
    />
  );
}
