-- From whom a message is hidden: asked with every change of it, so that its frame is not handed to them.
create index hidden_messages_of_message on hidden_messages (message_id);
