/** Reads the big-endian fields of Java's key stores; running off the end is null, never an exception. */
export class Fields {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte(): number | null {
    return this.#has(1) ? this.#view.getUint8(this.#advance(1)) : null;
  }

  int(): number | null {
    return this.#has(4) ? this.#view.getInt32(this.#advance(4)) : null;
  }

  /** A date, in milliseconds: of no interest here. */
  skipLong(): boolean {
    return this.skip(8);
  }

  skip(count: number): boolean {
    if (!this.#has(count)) return false;
    this.at += count;
    return true;
  }

  /** A length in four bytes, then so many bytes. */
  block(): Uint8Array | null {
    const length = this.int();
    return length === null || !this.#has(length) ? null : this.#bytes.subarray(this.#advance(length), this.at);
  }

  /** Java's modified UTF-8, which differs from UTF-8 only in characters that aliases do not have. */
  utf(): string | null {
    if (!this.#has(2)) return null;
    const length = this.#view.getUint16(this.#advance(2));
    if (!this.#has(length)) return null;
    return Buffer.from(this.#bytes.subarray(this.#advance(length), this.at)).toString('utf8');
  }

  /** Type and encoding, as DataOutputStream writes them in JKS version 2 and in BKS. */
  certificate(withType = true): Uint8Array | null {
    return withType && this.utf() === null ? null : this.block();
  }

  #has(count: number): boolean {
    return count >= 0 && this.at + count <= this.#bytes.length;
  }

  /** Moves on and returns where it was. */
  #advance(count: number): number {
    this.at += count;
    return this.at - count;
  }
}
