// A group as queries read it, as one JSON value.

import { isoTime } from "./json.ts";

export interface GroupRow {
  id: string;
  name: string;
  description: string;
  avatar: string;
  owner_id: string;
  announcement: string;
  announcement_by: string | null;
  announcement_at: string | null;
  max_members: number;
  is_private: boolean;
  history_visible: boolean;
  changed_by: string | null;
  member_count: number;
  /** the rev of the last change to the group itself, not to its membership */
  rev: number;
  created_at: string;
  updated_at: string;
  deleted_at: string | null;
}

/** One GroupRow. @param group the alias of `groups` */
export const groupJson = (group: string): string => {
  const column = (name: string) => `'${name}', ${group}.${name}`;
  const time = (name: string) => `'${name}', ${isoTime(`${group}.${name}`)}`;
  return `json_build_object(${
    [
      ...["id", "name", "description", "avatar", "owner_id", "announcement", "announcement_by"].map(column),
      ...["max_members", "is_private", "history_visible", "member_count", "rev", "changed_by"].map(column),
      ...["announcement_at", "created_at", "updated_at", "deleted_at"].map(time),
    ].join(", ")
  })`;
};
