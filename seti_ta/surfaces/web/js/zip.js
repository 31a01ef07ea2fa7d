// A zip file of texts, without compression: enough for Word, with no library.
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let left = byte;
  for (let bit = 0; bit < 8; bit += 1) left = left & 1 ? (left >>> 1) ^ 0xedb88320 : left >>> 1;
  return left;
});

function crc32(bytes) {
  let left = 0xffffffff;
  for (const byte of bytes) left = (left >>> 8) ^ CRC_TABLE[(left ^ byte) & 0xff];
  return ~left >>> 0;
}

// Numbers one after the other, each as [bytes, value], the lowest byte first.
function packed(...numbers) {
  return numbers.flatMap(([size, value]) =>
    Array.from({ length: size }, (_, at) => Math.floor(value / 2 ** (8 * at)) & 0xff)
  );
}

const FIRST_DAY = 0x21; // 1 January 1980, so that the same parts give the same bytes
const IN_UTF8 = 0x800;

// What the entry of a part and the list at the end both say of it.
const about_part = ({ name, bytes }) =>
  packed(
    [2, 20], [2, IN_UTF8], [2, 0], [2, 0], [2, FIRST_DAY],
    [4, crc32(bytes)], [4, bytes.length], [4, bytes.length], [2, name.length], [2, 0]
  );

// The file as a Blob; texts is a record from the name of each part to its text.
function zip(texts) {
  const encode = (text) => new TextEncoder().encode(text);
  const entries = Object.entries(texts);
  const parts = entries.map(([name, text]) => ({ name: encode(name), bytes: encode(text) }));
  const pieces = [];
  const list = [];
  let at = 0;
  for (const part of parts) {
    const head = Uint8Array.from([...packed([4, 0x04034b50]), ...about_part(part)]);
    list.push(
      Uint8Array.from([
        ...packed([4, 0x02014b50], [2, 20]),
        ...about_part(part),
        ...packed([2, 0], [2, 0], [2, 0], [4, 0], [4, at]),
      ]),
      part.name
    );
    pieces.push(head, part.name, part.bytes);
    at += head.length + part.name.length + part.bytes.length;
  }
  const listed = list.reduce((sum, { length }) => sum + length, 0);
  const counts = packed([2, 0], [2, 0], [2, parts.length], [2, parts.length], [4, listed], [4, at]);
  const end = Uint8Array.from([...packed([4, 0x06054b50]), ...counts, ...packed([2, 0])]);
  return new Blob([...pieces, ...list, end]);
}
