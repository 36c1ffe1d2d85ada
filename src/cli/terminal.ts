/** What of the process a command touches: streams, the working directory, the environment. */

/** What of the process a run touches; tests hand in their own. */
export interface Terminal {
  readonly cwd: string;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Output {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string | Uint8Array): unknown;
}

/** One line on a terminal, after a moment: a quick run stays silent, and a log file never sees it. */
export function progressLine(stream: Output): {
  show: (done: number, total: number, what: string) => void;
  clear: () => void;
} {
  const PATIENCE = 400;
  const PACE = 80;
  const began = Date.now();
  let shown = 0;
  return {
    show(done, total, what) {
      const now = Date.now();
      if (stream.isTTY !== true || now - began < PATIENCE || now - shown < PACE) return;
      shown = now;
      stream.write(
        `\r\u001b[K${`${done}/${total} ${what}`.replace(/\p{Cc}/gu, '?').slice(0, (stream.columns ?? 80) - 1)}`,
      );
    },
    clear() {
      if (shown > 0) stream.write('\r\u001b[K');
    },
  };
}

/** https://no-color.org and https://force-color.org: a wish of the user beats what the stream is. */
export function wantsColor({ env, stdout }: Terminal): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR !== '0';
  return stdout.isTTY === true && env.TERM !== 'dumb';
}

export function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
