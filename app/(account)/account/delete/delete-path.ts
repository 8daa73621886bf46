export const deletePath = '/account/delete';

/** Why an account was not deleted. */
export const DELETE_PROBLEMS = ['email', 'waiting', 'not_reached'] as const;
export type DeleteProblem = (typeof DELETE_PROBLEMS)[number];
