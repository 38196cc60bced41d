// What is thrown where a second process would use the same directory: apart from the database itself, which is loaded only where it is used.

/** The directory is in use by another process. */
export class DirectoryInUse extends Error {
  override readonly name = "DirectoryInUse";
}
