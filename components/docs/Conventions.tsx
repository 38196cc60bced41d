// What holds of every request and every answer.

export function Conventions() {
  return (
    <ul class="points">
      <li>
        JSON in UTF-8, names in{" "}
        <code>snake_case</code>, times in RFC 3339 with milliseconds and in UTC, ids made by the server. In REST answers
        an absent value is <code>null</code>, in frames it is left out; empty lists are <code>[]</code>.
      </li>
      <li>
        An unknown field in a body is refused (<code>unknown_field</code>
        ); unknown query parameters and fields of frames are ignored. Ignore what you do not know, too: fields, frame
        types, values.
      </li>
      <li>
        A POST that makes something answers 201, everything else 200, with the new or changed view under its name. Where
        there is nothing to show: <code>{`{ message }`}</code>, a sentence.
      </li>
      <li>
        <em>Not yours</em> and <em>not there</em> are the same answer: 404 <code>not_found</code>.
      </li>
      <li>
        A state-changing request without <code>Authorization</code>{" "}
        must come from this origin. With it, it may come from anywhere.
      </li>
      <li>
        Make up a <code>client_id</code>{" "}
        for each message and keep it until it is confirmed. Repeat after a lost connection: there is exactly one
        message.
      </li>
      <li>
        Messages have a <code>seq</code>, their place, and a{" "}
        <code>rev</code>, the number of their last change. Every stored change of a conversation takes the next{" "}
        <code>rev</code>. A frame with a rev that you hold is old; one further ahead than the next means that you missed
        something: <code>sync</code>.
      </li>
      <li>
        <code>me_rev</code> counts what only you see: your list, read marks, drafts. <code>epoch</code>{" "}
        changes when the database was restored: then load anew.
      </li>
      <li>
        Every answer carries <code>x-request-id</code>; the server’s log has it too.
      </li>
    </ul>
  );
}
