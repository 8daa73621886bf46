/** A condition: the event is of the type in a parameter, or of a type below it (`invoice` for `invoice.paid`); null is any. */
export const ofType = (parameter: `$${number}`): string =>
  `(${parameter}::text IS NULL OR type = ${parameter} OR starts_with(type, ${parameter} || '.'))`;
