import fc from 'fast-check';

/** Any characters, whole code points. fast-check's own `unit: 'binary'` says the same, and takes a second for it in each file. */
export function anyText(constraints: fc.StringConstraints = {}): fc.Arbitrary<string> {
  const codePoint = fc.oneof(
    fc.integer({ min: 0, max: 0x7f }),
    fc.integer({ min: 0, max: 0xd7ff }),
    fc.integer({ min: 0xe000, max: 0x10ffff }),
  );
  return fc.string({ ...constraints, unit: codePoint.map((code) => String.fromCodePoint(code)) });
}
