// Sign-in, as the contract has it.

import { PASSWORD } from "../served.ts";
import type { Driver } from "./driver.ts";

export async function auth(driver: Driver): Promise<void> {
  const { got } = bound(driver);
  const ann = await driver.person("ann");
  const taken = { username: ann.username, email: "other@example.com", password: PASSWORD };
  await got("username_taken", undefined, "POST", "/auth/register", taken);
  await got("email_taken", undefined, "POST", "/auth/register", { ...taken, username: "other", email: ann.email });
  await got(201, undefined, "POST", "/auth/register", {
    ...taken,
    username: `${ann.username}2`,
    email: `2${ann.email}`,
  });
  const login = { email: ann.email, password: PASSWORD };
  const other = await got(200, undefined, "POST", "/auth/login", login);
  await got("bad_credentials", undefined, "POST", "/auth/login", { ...login, password: "wrong horse battery" });
  await got(200, ann, "POST", "/auth/refresh");
  const { sessions } = await got(200, ann, "GET", "/auth/sessions");
  const last = sessions.find(({ current }: { current: boolean }) => !current);
  await got(200, ann, "DELETE", `/auth/sessions/${last.id}`);
  await got("session_ended", other, "GET", "/auth/sessions");
  const change = { current_password: PASSWORD, new_password: "another horse battery" };
  await got("bad_credentials", ann, "POST", "/auth/password", { ...change, current_password: "wrong horse battery" });
  await got(200, ann, "POST", "/auth/password", change);
  await got(200, ann, "POST", "/auth/logout");
}

/** Its method apart from it. */
export const bound = (driver: Driver): Pick<Driver, "got"> => ({ got: driver.got.bind(driver) });
