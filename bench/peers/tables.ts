// The tables that the peers get which bring none of their own: people, groups, members, messages, with the indexes that the
// tutorial's models name.

import postgres from "postgres";
import { SignJWT } from "jose";
import type { World } from "./peer.ts";

const TABLES = `
  create table users (id uuid primary key, username text not null unique, status text not null default 'offline', last_seen timestamptz);
  create table groups (id uuid primary key, name text not null);
  create table group_members (group_id uuid not null, user_id uuid not null, primary key (group_id, user_id));
  create index group_members_of_user on group_members (user_id);
  create table messages (id uuid primary key, sender_id uuid not null, receiver_id uuid, group_id uuid, content text not null,
    message_type text not null default 'text', status text not null default 'sent', created_at timestamptz not null default now());
  create index messages_receiver on messages (receiver_id);
  create index messages_group on messages (group_id);
`;

/** Makes them in an empty database, with everybody in them. */
export async function makeTables(url: string, { people, rooms }: World): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const groups = rooms.filter((room) => !room.private);
  const members = groups.flatMap(({ id, members }) => members.map((at) => ({ g: id, u: people[at]! })));
  try {
    await sql.unsafe(TABLES);
    await sql`insert into users (id, username) select id, 'person' || id from unnest(${people}::uuid[]) as p(id)`;
    await sql`insert into groups (id, name) select id, 'Group' from unnest(${
      groups.map(({ id }) => id)
    }::uuid[]) as g(id)`;
    await sql`insert into group_members select * from unnest(${members.map(({ g }) => g)}::uuid[], ${
      members.map(({ u }) => u)
    }::uuid[])`;
    await sql.unsafe("analyze");
  } finally {
    await sql.end();
  }
}

/** The secret of the peers that check tokens. */
export const SECRET = "the secret of the benchmark's peers, which guards nothing";

/** A token for each, as a sign-in would have given it. */
export function tokensFor(people: readonly string[]): Promise<string[]> {
  const key = new TextEncoder().encode(SECRET);
  return Promise.all(
    people.map((id) =>
      new SignJWT({}).setProtectedHeader({ alg: "HS256" }).setSubject(id).setExpirationTime("1d").sign(key)
    ),
  );
}
