// Being called: sound, notifications, and what one decides about them.

export const alerts = {
  alerts: {
    title: "Notifications",
    lead: "For this browser on this device. In each conversation's menu you decide what of it calls you.",
    newMessage: "New message",
    offer: "Would you like to be notified of new messages?",
    allow: "Allow notifications",
    permission: "Notifications of this browser",
    state: {
      granted: "Allowed. What is for you shows up even while Parley is in the background.",
      default: "Not allowed yet. The browser asks you once you click.",
      denied:
        "Blocked in this browser. To undo it, click the icon to the left of the address, open the site's permissions, allow notifications, and load this page again.",
      none:
        "This browser shows no notifications here. It needs an https address, and on an iPhone the app on the home screen.",
    },
    popups: "Show notifications",
    text: "Show the text of messages in them",
    textHint: "Otherwise they say only that there is a new message.",
    sound: "Play a sound",
    busy: "Nothing calls you while your status is Busy, or for a conversation that you are looking at.",
    test: "Try it",
    testTitle: "A notification of Parley",
    testBody: "This is how you are called.",
    tested: {
      both: "A notification was shown and the sound was played.",
      popup: "A notification was shown.",
      sound: "The sound was played.",
      nothing: "Nothing was shown or played: allow it above first.",
    },
    kept: "Kept on this device.",
    needsScript: "Notifications need JavaScript, which is off in this browser.",
  },
};
