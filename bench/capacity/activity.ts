// Who shares conversations with whom, and what they do in an hour. All of it is assumed, in one place: change it to what a team is like.
// Only people who are connected count: whoever is away gets nothing handed to and confirms nothing.

/** A kind of conversation by its size. */
export interface Tier {
  name: string;
  /** such conversations of each person */
  each: number;
  /** members who are connected: from, to */
  least: number;
  most: number;
  /** the share of all messages that are sent in such ones */
  messages: number;
  /** the share of members who have it on screen, and so read a message as it comes */
  onScreen: number;
}

/** Together a person has some twenty, in most of which nothing happens at any moment. */
export const TIERS: readonly Tier[] = [
  { name: "private", each: 10, least: 2, most: 2, messages: 0.45, onScreen: 0.5 },
  { name: "small group", each: 6, least: 3, most: 12, messages: 0.35, onScreen: 0.25 },
  { name: "group", each: 3, least: 13, most: 64, messages: 0.17, onScreen: 0.1 },
  { name: "large group", each: 1, least: 65, most: 1_000, messages: 0.028, onScreen: 0.02 },
  { name: "everybody's", each: 0.4, least: 1_001, most: 5_000, messages: 0.002, onScreen: 0.01 },
];

/** What somebody who is connected does, each by the hour. */
export interface Activity {
  name: string;
  title: string;
  messages: number;
  /** seconds of writing before each message: a typing sign in each few */
  writing: number;
  /** becomes idle, or active again */
  idling: number;
  /** a lid, a tunnel, a new tab: the connection is another one */
  reconnects: number;
  /** conversations that moved meanwhile, each time */
  behind: number;
  /** of history, over REST */
  pages: number;
  /** the chat page itself */
  visits: number;
  searches: number;
}

const PRESENCE = { idling: 4, reconnects: 2, behind: 3, visits: 1, searches: 1 };

export const ACTIVITIES: readonly Activity[] = [
  { name: "office", title: "the busiest hour of an office day", messages: 12, writing: 6, pages: 6, ...PRESENCE },
  { name: "busy", title: "as in the benchmark `day`", messages: 180, writing: 3, pages: 36, ...PRESENCE },
];
