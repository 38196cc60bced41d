// A group in plain HTML: its announcement, its members, its invitations, and the way out.

import type { GroupWithMembers } from "../../lib/protocol/answers.ts";
import { useText } from "../../lib/i18n/language.ts";
import type { InviteView } from "../../lib/protocol/views.ts";
import { MessageText } from "../chat/message/MessageText.tsx";
import { PersonLine } from "../Person.tsx";

interface GroupAboutProps extends Pick<GroupWithMembers, "group" | "members"> {
  /** for those who may invite */
  invites: readonly InviteView[];
}

export function GroupAbout({ group, members, invites }: GroupAboutProps) {
  const t = useText();
  return (
    <>
      {(group.description || group.announcement) && (
        <section class="card">
          {group.description && <p class="group-about">{group.description}</p>}
          {group.announcement && (
            <>
              <h2>{t.announcement.title}</h2>
              <div class="announced">
                <MessageText content={group.announcement} />
              </div>
            </>
          )}
        </section>
      )}
      <section class="card">
        <h2>{t.thread.members(group.member_count)}</h2>
        <ul class="people">
          {members.map(({ user, role }) => (
            <li key={user.id}>
              <a class="person" href={`/u/${user.id}`}>
                <PersonLine person={user}>{role !== "member" && <span class="tag">{t.role[role]}</span>}</PersonLine>
              </a>
            </li>
          ))}
        </ul>
        {members.length < group.member_count && (
          <p class="hint">{t.group.moreMembers(group.member_count - members.length)}</p>
        )}
      </section>
      {group.my_role !== "member" && <Invites invites={invites} />}
      <Leaving group={group} />
    </>
  );
}

function Invites({ invites }: { invites: readonly InviteView[] }) {
  const t = useText();
  return (
    <section class="card">
      <h2>{t.invites.title}</h2>
      <p class="hint">{t.invites.hint}</p>
      {invites.map((it) => (
        <input key={it.code} class="input" dir="ltr" readOnly aria-label={t.invites.link} value={it.url} />
      ))}
      <form class="actions" method="post">
        <button type="submit" class="button" name="form" value="invite">{t.invites.create}</button>
      </form>
    </section>
  );
}

/** Unfolding is the question whether one means it. */
function Leaving({ group }: Pick<GroupAboutProps, "group">) {
  const t = useText();
  if (group.my_role === "owner") return <p class="hint">{t.group.ownerStays}</p>;
  return (
    <details class="card">
      <summary>{t.group.leave}</summary>
      <p>{t.group.confirmLeaveText(group.is_private)}</p>
      <form class="actions" method="post">
        <button type="submit" class="button danger fill" name="form" value="leave">{t.group.leave}</button>
      </form>
    </details>
  );
}
