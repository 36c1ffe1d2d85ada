/** Where the evaluator stops following. Running into a limit yields `unknown` with its reason, never a guess. */

/** Steps in one entry: a function that is run for itself. */
export const STEPS_PER_ENTRY = 12_000;
/** Steps in all entries of one file; beyond, each further entry gets the smaller allowance. */
export const STEPS_PER_FILE = 30_000;
export const STEPS_WHEN_LATE = 1_000;
/** Project functions inside one another. */
export const CALL_DEPTH = 24;
/** The same function inside itself. */
export const RECURSION = 3;
/** Turns of a loop over a known list. */
export const LOOP_TURNS = 64;
/** Turns of a loop that works through a known text or ends by a decided condition: a bundle has 150 certificates. */
export const WHILE_TURNS = 400;
/** Of those turns that may return: a list of places to look at is short. */
export const RETURNING_TURNS = 8;
/** Combinations of alternatives of several operands. */
export const COMBINATIONS = 32;
/** Branches whose condition is unknown, nested in one another, that are still told apart. */
export const FORK_DEPTH = 16;
/** Characters of a text that the evaluator still computes with; a bundle of 133 certificates has 215,556. */
export const TEXT_LENGTH = 4_000_000;
/** Other files that one suspect may lead to. */
export const LINKED_FILES = 60;
/** Further files that hold nothing but values: that calls led far into a library must not hide where a constant stands. */
export const LINKED_FOR_VALUES = 20;
/** Entries of a file: functions that are run for themselves. */
export const ENTRIES_PER_FILE = 400;
/** Times that code which is not seen calls the same function, in one entry. */
export const CALLS_BACK = 3;
