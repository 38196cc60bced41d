// Groups and their members.

import { plural } from "../intl.ts";

const n = (count: number, one: string, other: string) => plural("en", count, { one, other });

export const groups = {
  role: { owner: "Owner", admin: "Admin", member: "Member" },
  group: {
    title: "New group",
    name: "Name of the group",
    description: "What is it about? (optional)",
    members: "Members",
    addPeople: "Add people",
    chosen: (count: number) => n(count, "# person chosen", "# people chosen"),
    create: "Create group",
    details: "Group details",
    add: "Add",
    adding: "Add members",
    inGroup: "Already in",
    remove: "Remove",
    makeAdmin: "Make admin",
    makeMember: "Make member",
    actions: (name: string) => `Actions for ${name}`,
    leave: "Leave group",
    ownerStays: "As its owner you cannot leave. Hand the group to somebody else first.",
    you: "you",
    confirmLeave: (name: string) => `Leave ${name}?`,
    confirmLeaveText: "You will no longer see its messages. Somebody has to add you again.",
    confirmRemove: (name: string) => `Remove ${name}?`,
    confirmRemoveText: "They will no longer see messages of this group.",
    about: "About",
    moreMembers: (count: number) => n(count, "and # more", "and # more"),
  },
};
