// The socket, under the API's base path as well.

export { handlers } from "../../../ws/index.ts";
