/** What the commands of one command line share. */
import type { Asked } from '../report/destinations.js';
import type { Terminal } from './terminal.js';

export interface Session {
  readonly terminal: Terminal;
  /** What the options have said so far of reports. */
  reports: readonly Asked[];
  exit(code: number): void;
}
