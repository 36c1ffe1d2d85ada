/** The first sentence of a message is its headline; dots inside paths and versions end none. */
export function sentences(message: string): readonly string[] {
  return message
    .trim()
    .split(/(?<=[.!?])\s+(?=\p{Lu})|(?<=[\u3002\uff01\uff1f])\s*/u)
    .filter((part) => part !== '');
}

export const headlineOf = (message: string): string => sentences(message)[0] ?? message;
