/**
 * Entered fields by the columns in which they are kept; a field that is not named is left as it is.
 * @param columns column of each field, by the name that the api gives it
 */
export const columnsOf = <F extends string>(
  columns: Readonly<Record<F, string>>,
  fields: Readonly<Partial<Record<NoInfer<F>, unknown>>>,
): Record<string, unknown> =>
  Object.fromEntries(
    (Object.keys(columns) as F[]).flatMap((field) =>
      fields[field] === undefined ? [] : [[columns[field], fields[field]]],
    ),
  );
