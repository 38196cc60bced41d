// Searching what was said, people and groups; coming into a group from outside.

import { n } from "./count.ts";

export const search = {
  search: {
    title: "Search",
    label: "Search messages, people and groups",
    placeholder: "Search",
    submit: "Search",
    hint: 'Words, "phrases", and from:name in:group before:2026-01-31 after:2026-01-01 has:link',
    people: "People",
    groups: "Groups",
    messages: "Messages",
    nothing: "Nothing was found.",
    nothingHint: "Try fewer or different words, or remove a filter.",
    more: "Show older results",
    inPrivate: (name: string) => `with ${name}`,
    inGroup: (name: string) => `in ${name}`,
  },
  discover: {
    title: "Public groups",
    label: "Find public groups",
    placeholder: "Group name",
    none: "No public group has that name.",
    nothing: "There are no public groups yet.",
    join: "Join",
    open: "Open",
    more: "Show more groups",
    members: (count: number) => n(count, "# member", "# members"),
  },
  invitation: {
    title: "Invitation",
    lead: (name: string) => `You are invited to ${name}`,
    already: (name: string) => `You are already in ${name}`,
    join: "Join the group",
    open: "Open the group",
    gone: "This invitation is not valid, or has expired. Ask for a new one.",
  },
};
