// The members of a large group.

export const members = {
  members: {
    find: "Find a member",
    none: "Nobody here is called that.",
    more: "Show more",
    notLoaded: "The members could not be loaded.",
  },
};
