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

/** With the rates that an instance has by default, or less. */
export async function rates(driver: Driver): Promise<void> {
  const { got } = bound(driver);
  const [ann, bob, eve] = [await driver.person("ann"), await driver.person("bob"), await driver.person("eve")];
  const wrong = { email: ann.email, password: "wrong horse battery" };
  await repeated(10, () => driver.ask("POST", "/auth/login", { json: wrong }));
  await got("rate_limited", undefined, "POST", "/auth/login", wrong);
  const account = { username: "x!", email: ann.email, password: PASSWORD };
  const named = { ...account, username: `${ann.username}3` };
  await repeated(10, () => driver.ask("POST", "/auth/register", { json: named }));
  await got("rate_limited", undefined, "POST", "/auth/register", named);
  const change = { current_password: "wrong horse battery", new_password: "another horse battery" };
  await repeated(10, () => driver.ask("POST", "/auth/password", { token: bob.token, json: change }));
  await got("rate_limited", bob, "POST", "/auth/password", change);
  const close = { password: "wrong horse battery" };
  await repeated(10, () => driver.ask("POST", "/users/profile/deactivate", { token: eve.token, json: close }));
  await got("rate_limited", eve, "POST", "/users/profile/deactivate", close);
}

export async function repeated(times: number, work: () => Promise<unknown>): Promise<void> {
  for (let i = 0; i < times; i++) await work();
}

/** Its method apart from it. */
export const bound = (driver: Driver): Pick<Driver, "got"> => ({ got: driver.got.bind(driver) });
