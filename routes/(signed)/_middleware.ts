// Every page in this folder is for people who are signed in.

import { requirePerson } from "../../lib/http/guard.ts";

export default requirePerson;
