/** Any text as a part of a key: letters, digits, `-` and `_`, and no two texts the same one. */
export function keyPart(text: string): string {
  return text.replace(/[^\w-]|_/g, (char) => `_${char.codePointAt(0)?.toString(16)}_`);
}
