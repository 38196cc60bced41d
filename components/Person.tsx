// Somebody in a list: picture, name, user name. What can be done with them stands beside it.

import type { ComponentChildren } from "preact";
import { fullName } from "../lib/client/names.ts";
import type { UserView } from "../lib/protocol/views.ts";
import { Avatar } from "./Avatar.tsx";

interface PersonLineProps {
  person: UserView;
  /** beside the name */
  note?: string;
  children?: ComponentChildren;
}

export function PersonLine({ person, note, children }: PersonLineProps) {
  const name = fullName(person);
  return (
    <>
      <Avatar id={person.id} name={name} picture={person.avatar} status={person.status} />
      <span class="person-name">
        <b dir="auto">{name}</b>
        <small>
          <bdi>@{person.username}</bdi>
          {note !== undefined && ` · ${note}`}
        </small>
      </span>
      {children}
    </>
  );
}
