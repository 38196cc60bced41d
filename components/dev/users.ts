// People as the wire has them, for components that show one.

import type { UserView } from "../../lib/protocol/views.ts";
import type { PEOPLE } from "./samples.ts";

const LONG_AGO = "2026-01-02T03:04:05.000Z";

export const userNamed = ({ id, name, status }: typeof PEOPLE[number]): UserView => ({
  id,
  username: "somebody",
  email: "",
  first_name: name,
  last_name: "",
  avatar: "",
  status,
  last_seen: LONG_AGO,
  is_active: true,
  created_at: LONG_AGO,
  updated_at: LONG_AGO,
});
