// Finding people.

export const people = {
  people: {
    title: "New conversation",
    search: "Find people",
    placeholder: "Name or exact e-mail",
    submit: "Search",
    hint: "People you may know",
    none: "Nobody was found by that name.",
    nobody: "There is nobody else here yet. Invite your team to sign up.",
    write: (name: string) => `Write to ${name}`,
    notes: "Write to yourself",
  },
};
