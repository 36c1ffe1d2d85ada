/** The reports that there are. Here and not beside their code, so that a command line is checked without loading them. */
export const FORMATS = ['terminal', 'json', 'sarif'] as const;

export type Format = (typeof FORMATS)[number];
