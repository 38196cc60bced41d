// What is thrown where this Parley cannot use a database that answers; the message is a sentence for the operator.

/** The database is too old for this Parley, or has a schema that only a newer one knows. */
export class DatabaseUnfit extends Error {
  override readonly name = "DatabaseUnfit";
}
