// Finding people.

export const people = {
  people: {
    title: "New conversation",
    search: "Find people",
    placeholder: "Name or exact e-mail",
    none: "Nobody was found by that name.",
    nobody: "There is nobody else here yet. Invite your team to sign up.",
    notes: "Write to yourself",
  },
};
