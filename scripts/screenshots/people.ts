// The team that the pictures show, and what they say to each other.

export interface Someone {
  username: string;
  first_name: string;
  last_name: string;
}

export const PEOPLE = {
  ada: { username: "ada", first_name: "Ada", last_name: "Okafor" },
  mei: { username: "xiaoming", first_name: "晓明", last_name: "陈" },
  jonas: { username: "jonas", first_name: "Jonas", last_name: "Lindqvist" },
  priya: { username: "priya", first_name: "Priya", last_name: "Raghunathan" },
  lena: {
    username: "lena.w",
    first_name: "Magdalena Konstantina",
    last_name: "Wojciechowska-Papadimitriou",
  },
  sam: { username: "sam", first_name: "Sam", last_name: "" },
  tom: { username: "tom_b", first_name: "Tomás", last_name: "Barrios" },
} satisfies Record<string, Someone>;

export type Who = keyof typeof PEOPLE;
export type Line = readonly [Who, string];

export const GROUPS: readonly { name: string; description: string; members: readonly Who[]; lines: readonly Line[] }[] =
  [
    {
      name: "Platform",
      description: "Servers, databases, and who is on call",
      members: ["ada", "mei", "jonas", "priya", "lena", "tom"],
      lines: [
        ["jonas", "Morning! The migration ran through on staging, 41 seconds for the large table."],
        ["jonas", "I would do production today at 14:00 if nobody minds."],
        ["priya", "Fine with me. I keep an eye on the replicas."],
        ["mei", "没问题。回滚脚本我已经测试过了 👍"],
        ["ada", "Good. What is the lock time we saw?"],
        [
          "jonas",
          "Under 200 ms. This is what it does:\n```sql\nupdate conversations\n   set rev = rev + 1\n where id = $1\nreturning rev;\n```\nand the backfill goes in batches of `500`.",
        ],
        ["ada", "Perfect. Then 14:00 it is, I will tell support."],
        [
          "lena",
          "One thing: the dashboards still read from the old column. I have a branch that reads both, could somebody look at it before? https://git.example.com/platform/dashboards/merge_requests/1182",
        ],
        ["priya", "On it."],
        ["tom", "🎉"],
        ["ada", "Support knows. I am here all afternoon if anything looks odd."],
        ["jonas", "Starting now. The runbook is pinned in the wiki, step 3 is the only one that cannot be undone."],
        ["mei", "主库正常，延迟 0.3 秒"],
        ["jonas", "Done. 38 seconds, no errors, replicas caught up."],
        ["priya", "Confirmed, all green here."],
      ],
    },
    {
      name: "Friday lunch 🍜",
      description: "",
      members: ["ada", "mei", "sam", "tom"],
      lines: [
        ["sam", "Noodles again, or the new place by the river?"],
        ["tom", "River! They have a terrace."],
        ["mei", "我都可以"],
      ],
    },
    {
      name: "Design reviews, accessibility and everything else about the new onboarding",
      description: "",
      members: ["ada", "lena", "priya"],
      lines: [
        ["lena", "The contrast of the second step is 4.2:1, it needs a darker grey."],
        ["priya", "I take it. It will be the one of the first step."],
      ],
    },
    {
      name: "Support",
      description: "Questions of customers, and who answers them",
      members: ["ada", "jonas", "sam", "tom"],
      lines: [
        ["tom", "Somebody asks whether the replicas are in the EU, too."],
        ["ada", "Yes: Frankfurt and Helsinki, and nowhere else."],
        ["tom", "Thanks, I told them."],
      ],
    },
    {
      name: "Reading club",
      description: "A chapter every second Tuesday",
      members: ["ada", "lena", "mei", "sam"],
      lines: [
        ["lena", "Next is the chapter about replicas that fall behind, and how to read one's own writes."],
        ["mei", "第五章，我来准备"],
      ],
    },
  ];

export const PRIVATE: readonly { with: Who; lines: readonly Line[] }[] = [
  {
    with: "mei",
    lines: [
      ["mei", "下周三的评审改到三点可以吗？"],
      ["ada", "可以，我改一下日历。"],
    ],
  },
  {
    with: "lena",
    lines: [
      ["ada", "How do I see which dashboard reads from the replicas?"],
      ["lena", "There is a label at the top, **replica** or **primary**. I can show you."],
    ],
  },
  {
    with: "sam",
    lines: [
      ["ada", "Could you send me the invoice from March?"],
      ["sam", "Sure, one minute."],
    ],
  },
  {
    with: "priya",
    lines: [
      ["priya", "Hey, do you have ten minutes after the stand-up?"],
      ["ada", "Of course. What is it about?"],
      [
        "priya",
        "The talk for the conference. I wrote down a first outline and would love to hear what you think before I send it in:\n\n1. Why we left the hosted service\n2. What went wrong in the first week\n3. What a hundred people really need from a chat",
      ],
      ["ada", "I like it a lot! Maybe begin with the second part?"],
      ["priya", "Oh. Yes. That is much better."],
      ["ada", "🙌"],
    ],
  },
];
