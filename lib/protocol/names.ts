// When two names are the same. One definition for user names, e-mail addresses, search and mentions, on the server and in the browser.

/**
 * What makes a name the same as another: NFKC and case folding. Upper case first, then lower, folds what lower case alone leaves
 * apart (ß and ss, both forms of the Greek sigma).
 */
export const nameKey = (name: string): string => name.normalize("NFKC").toUpperCase().toLowerCase().normalize("NFKC");
