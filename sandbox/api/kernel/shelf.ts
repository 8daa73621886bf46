import { deflateRaw, deflateRawSync, inflateRawSync } from 'node:zlib';

/** Bytes that are compressed together: many alike make a small block, few are quick to unpack. */
const BLOCK_BYTES = 128 * 1024;
/** Blocks that stay unpacked after a reading: those who read one text mostly read its neighbours next. */
const UNPACKED = 4;
const SPARE = 4;
const LEVEL = 3;

/**
 * Texts that are stored together: plain while the block fills and is being compressed, packed from then on. They are
 * bytes from the beginning, for as strings they would live just long enough to burden the garbage collector.
 */
class Block {
  private plain: Buffer | null;
  private packed: Buffer | null = null;
  /** Where each text ends. */
  private readonly ends: number[] = [];
  private length = 0;

  constructor(size: number) {
    this.plain = size === BLOCK_BYTES ? (spare.pop() ?? Buffer.allocUnsafeSlow(size)) : Buffer.alloc(size);
  }

  hasRoom(bytes: number): boolean {
    return this.plain !== null && this.length + bytes <= this.plain.length;
  }

  add(text: string): number {
    this.length += this.plain?.write(text, this.length, 'utf8') ?? 0;
    return this.ends.push(this.length) - 1;
  }

  /** Compresses it on another thread. When that fails it stays as it is. */
  pack(): void {
    deflateRaw(this.written(), { level: LEVEL }, (error, packed) => {
      if (!error) this.become(packed);
    });
  }

  packAtOnce(): void {
    this.become(deflateRawSync(this.written(), { level: LEVEL }));
  }

  private written(): Buffer {
    return this.plain?.subarray(0, this.length) ?? Buffer.alloc(0);
  }

  private become(packed: Buffer): void {
    if (this.plain?.length === BLOCK_BYTES && spare.length < SPARE) spare.push(this.plain);
    this.packed = packed;
    this.plain = null;
  }

  read(index: number): string {
    const bytes = this.plain ?? this.unpacked();
    return bytes.toString('utf8', index === 0 ? 0 : this.ends[index - 1], this.ends[index]);
  }

  private unpacked(): Buffer {
    const bytes = recent.get(this) ?? inflateRawSync(this.packed ?? Buffer.alloc(0));
    recent.delete(this);
    recent.set(this, bytes);
    for (const oldest of recent.keys()) {
      if (recent.size <= UNPACKED) break;
      recent.delete(oldest);
    }
    return bytes;
  }
}

const recent = new Map<Block, Buffer>();
/** Buffers to fill again: fresh ones for every block would be garbage by the megabyte. */
const spare: Buffer[] = [];

/** A text on a shelf. */
export class Shelved {
  constructor(
    private readonly block: Block,
    private readonly index: number,
  ) {}

  read(): string {
    return this.block.read(this.index);
  }
}

/** Keeps texts that are seldom read again in little memory. They go when nobody holds on to them any more. */
export class Shelf {
  private open: Block | null = null;
  /** While a journal is read nothing else gets a turn, and all of it would pile up unpacked. */
  atOnce = false;

  keep(text: string): Shelved {
    const bytes = Buffer.byteLength(text);
    if (this.open && !this.open.hasRoom(bytes)) {
      if (this.atOnce) this.open.packAtOnce();
      else this.open.pack();
      this.open = null;
    }
    this.open ??= new Block(Math.max(BLOCK_BYTES, bytes));
    return new Shelved(this.open, this.open.add(text));
  }
}
