// The list of conversations, none being open.

import ChatIsland from "../../islands/ChatIsland.tsx";
import { define } from "../../lib/http/define.ts";
import { chatHandlers } from "../../lib/pages/chat_handlers.ts";

export const handlers = chatHandlers(() => null);

export default define.page<typeof handlers>(({ data }) => <ChatIsland {...data} />);
