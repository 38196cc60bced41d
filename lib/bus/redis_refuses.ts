// What Redis answers in the place of doing what it was asked, apart from the bus itself, which is loaded only where it is used.

/** It is there and says no: a wrong password, a right that is missing, a command that it does not know. */
export class RedisRefuses extends Error {
  override readonly name = "RedisRefuses";
}
