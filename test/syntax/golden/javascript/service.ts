import https = require('https');
import type { Options } from 'got';
import { Injectable } from '@nestjs/common';

export enum Mode { Live, Test = 5, Next, Label = 'x' }
export interface Settings { ca?: string }
type Ca = string | Buffer;
declare const VERSION: string;

@Injectable()
export abstract class Service<T> extends Base<T> implements Closable {
  static readonly CA_FILE: string = 'ca.pem';
  static #pool = new Map<string, https.Agent>();
  private readonly agent: https.Agent;
  protected ca?: Promise<Buffer> = undefined;
  #key = 'secret';
  handler = () => this.#key;

  constructor(private readonly file: string, readonly options: Options | null, retries = 3) {
    super(options);
    this.agent = new https.Agent({ ca: <string>file, rejectUnauthorized: !this.insecure! } as https.AgentOptions);
  }

  static { this.#pool.set('default', https.globalAgent); }
  static of(file: string): Service<string> { return new this(file, null); }
  get bundle(): Buffer | undefined { return super.load(this.file)?.data; }
  set bundle(value) { this.ca = value; }
  load(name: string): void;
  load(name: string, mode?: Mode): void { this.options?.['hooks']?.[name]?.(mode ?? Mode.Live); }
  abstract close(): void;
  private async *[Symbol.asyncIterator]() { yield* this.pages; }
}

namespace Trust {
  export const bundle = 'bundle.pem';
  const hidden = 1;
  export function read() { return hidden; }
}

const identity = <T,>(value: T): T => value;
const typed = { ca: 'x' } satisfies Settings;
export = Service;
