/** From a path in a container image back to the file of the repository that a Dockerfile copies there. */
import { posix } from 'node:path';
import { type Copy, type ImageLayout, readDockerfile } from './dockerfile.js';
import { isDockerfile } from './languages.js';
import { compareText } from './order.js';

export interface ImageSource {
  /** Candidates relative to the root: the build context is the Dockerfile's folder or the root, the file does not say. */
  readonly path: string;
  /** `COPY in Dockerfile:9`. */
  readonly found: string;
}

interface Image extends ImageLayout {
  readonly path: string;
  readonly folder: string;
}

export class ImagePaths {
  #images: readonly Image[] | undefined;

  constructor(
    private readonly known: ReadonlySet<string>,
    private readonly textOf: (path: string) => string | undefined,
  ) {}

  /** Where the file at `path` of an image may come from, likeliest first: the Dockerfile nearest to `from`, its last COPY. */
  sourcesOf(path: string, from: string): readonly ImageSource[] {
    return this.#near(from).flatMap((image) => {
      const absolute = posix.resolve(image.workingFolder, path);
      return [...image.copies].reverse().flatMap((copy) =>
        contexts(image).flatMap((context) =>
          matches(absolute, copy).map((way) => ({
            path: posix.join(context, way),
            found: `COPY in ${image.path}:${copy.line}`,
          })),
        ),
      );
    });
  }

  #near(from: string): readonly Image[] {
    this.#images ??= [...this.known]
      .filter((path) => isDockerfile(posix.basename(path)))
      .sort(compareText)
      .map((path) => ({ path, folder: posix.dirname(path), ...readDockerfile(this.textOf(path) ?? '') }));
    return [...this.#images].sort((a, b) => sharedDepth(b.folder, from) - sharedDepth(a.folder, from));
  }
}

function contexts(image: Image): readonly string[] {
  return image.folder === '.' ? [''] : [image.folder, ''];
}

/** The ways, from the build context, to what would stand at `path`. The disk decides which of them is real. */
function matches(path: string, copy: Copy): readonly string[] {
  const ways: string[] = [];
  const below =
    path === copy.target
      ? ''
      : path.startsWith(`${copy.target.replace(/\/$/, '')}/`)
        ? posix.relative(copy.target, path)
        : undefined;
  if (below === undefined) return [];
  if (/[*?[]/.test(copy.source)) {
    // `COPY certs/*.pem /app/`: what matched stands in the target under its own name.
    const folder = posix.dirname(copy.source);
    if (below !== '' && wildcard(posix.basename(copy.source)).test(below)) ways.push(posix.join(folder, below));
    return ways;
  }
  // One file under its own or another name, else a folder whose contents were copied.
  if (below === '' && !copy.intoFolder) ways.push(copy.source);
  if (below === posix.basename(copy.source)) ways.push(copy.source);
  ways.push(posix.join(copy.source, below));
  return ways;
}

function wildcard(name: string): RegExp {
  const source = name
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, '[^/]*')
    .replace(/\?/g, '[^/]');
  return new RegExp(`^${source}$`);
}

function sharedDepth(folder: string, path: string): number {
  if (folder === '.') return 0;
  const mine = folder.split('/');
  const theirs = path.split('/');
  const differ = mine.findIndex((part, index) => part !== theirs[index]);
  return differ < 0 ? mine.length : differ;
}
