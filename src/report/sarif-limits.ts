/** Of how much GitHub code scanning takes and shows. */
import { gzipSync } from 'node:zlib';

/** Of the upload, which is the file packed and written in base64. */
export const LARGEST_UPLOAD = 10_000_000;
export const MOST_RUNS = 20;
export const MOST_RULES = 25_000;
/** More are shown to nobody; above 25,000 the file is refused. */
export const MOST_RESULTS = 5_000;
export const MOST_LOCATIONS = 1_000;
export const MOST_STEPS = 10_000;
export const MOST_TAGS = 20;
export const LONGEST_NAME = 255;
export const LONGEST_DESCRIPTION = 1024;

/** How many bytes go up: the file packed, in base64. */
export const uploadSize = (text: string): number => Math.ceil(gzipSync(text).length / 3) * 4;
