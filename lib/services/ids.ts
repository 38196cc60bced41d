// Ids made by the server: UUIDv7, so that they sort by time and index well.

import { v7 } from "uuid";

export const newId = (): string => v7();
