// Pictures as strangers have them, written byte by byte: a digit of MNIST's test set, dark on light, in
// many formats.

import { deflateSync } from 'node:zlib';
import { pixelsOf, png, pngOf } from './png.mjs';

/** The digit in all of them: a 7. */
export const shown = { index: 0, label: 7 };

/** Light paper, dark ink, 0 to 255, at a point of the 28 x 28 pixels. @type {number[]} */
const paper = pixelsOf(shown.index).map((ink) => Math.round(255 * (1 - ink)));

/**
 * @param {number} x in pixels of the picture
 * @param {number} y
 * @param {number} scale the side of a digit's pixel
 */
const at = (x, y, scale) => paper[28 * Math.floor(y / scale) + Math.floor(x / scale)] ?? 255;

/** A PNG file of 16 bits grey. */
function deepPng() {
  const side = 224;
  const rows = Buffer.alloc((2 * side + 1) * side);
  for (let y = 0; y < side; ++y) {
    for (let x = 0; x < side; ++x) {
      rows.writeUInt16BE(257 * at(x, y, 8), y * (2 * side + 1) + 1 + 2 * x);
    }
  }
  return pngOf({ width: side, height: side, depth: 16 }, [['IDAT', deflateSync(rows)]]);
}

/**
 * A PNG file of 1 bit a pixel, as large as is asked for: some kB that are 4 bytes a pixel once decoded.
 *
 * @param {number} width
 * @param {number} height
 */
export function largePng(width, height) {
  const scale = Math.max(width, height) / 28;
  const bytes = Math.ceil(width / 8);
  const rows = Buffer.alloc((bytes + 1) * height, 255);
  for (let y = 0; y < height; ++y) {
    const row = rows.subarray(y * (bytes + 1), (y + 1) * (bytes + 1));
    row[0] = 0;
    for (let i = 0; i < bytes; ++i) if (at(8 * i, y, scale) < 128) row[1 + i] = 0;
  }
  return pngOf({ width, height, depth: 1 }, [['IDAT', deflateSync(rows, { level: 1 })]]);
}

/** An animated PNG (https://www.w3.org/TR/png-3/#apng-frame-based-animation) of two frames. */
function animatedPng() {
  const side = 224;
  const frame = (/** @type {boolean} */ blank) => {
    const rows = Buffer.alloc((side + 1) * side);
    for (let y = 0; y < side; ++y) {
      for (let x = 0; x < side; ++x) rows[y * (side + 1) + 1 + x] = blank ? 255 : at(x, y, 8);
    }
    return deflateSync(rows);
  };
  const words = (/** @type {number[]} */ ...values) => {
    const bytes = Buffer.alloc(4 * values.length);
    values.forEach((value, i) => bytes.writeUInt32BE(value, 4 * i));
    return bytes;
  };
  const control = (/** @type {number} */ number) =>
    Buffer.concat([words(number, side, side, 0, 0), Buffer.from([0, 1, 0, 10, 0, 0])]);
  return pngOf({ width: side, height: side, depth: 8 }, [
    ['acTL', words(2, 0)],
    ['fcTL', control(0)],
    ['IDAT', frame(false)],
    ['fcTL', control(1)],
    ['fdAT', Buffer.concat([words(2), frame(true)])],
  ]);
}

/** An animated GIF (https://www.w3.org/Graphics/GIF/spec-gif89a.txt) of two frames, 128 greys. */
function gif() {
  const side = 112;
  const little = (/** @type {number[]} */ ...values) => values.flatMap((v) => [v & 255, v >> 8]);
  const palette = Array.from({ length: 128 }, (_, i) => [2 * i, 2 * i, 2 * i]).flat();
  const image = (/** @type {boolean} */ blank) => {
    // LZW with a new table after every 100 pixels: all codes keep 8 bits.
    const [clear, end] = [128, 129];
    const codes = [];
    for (let i = 0; i < side * side; ++i) {
      if (i % 100 === 0) codes.push(clear);
      codes.push(blank ? 127 : at(i % side, Math.floor(i / side), 4) >> 1);
    }
    codes.push(end);
    const blocks = [];
    for (let i = 0; i < codes.length; i += 255) {
      const block = codes.slice(i, i + 255);
      blocks.push(block.length, ...block);
    }
    return [
      ...[0x21, 0xf9, 4, 0, ...little(10), 0, 0],
      ...[0x2c, ...little(0, 0, side, side), 0, 7, ...blocks, 0],
    ];
  };
  return Buffer.from([
    ...Buffer.from('GIF89a'),
    ...[...little(side, side), 0xf6, 0, 0, ...palette],
    ...[0x21, 0xff, 11, ...Buffer.from('NETSCAPE2.0'), 3, 1, 0, 0, 0],
    ...image(false),
    ...image(true),
    0x3b,
  ]);
}

/**
 * A JPEG file (https://www.w3.org/Graphics/JPEG/itu-t81.pdf) in CMYK, as Adobe's programs write it: a
 * 255 is no ink. Every block of 8 x 8 is one shade, so that only its mean is coded.
 */
function cmykJpeg() {
  const segment = (/** @type {number} */ marker, /** @type {number[]} */ content) => [
    ...[0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 255],
    ...content,
  ];
  let bits = '';
  const last = [0, 0, 0, 0];
  for (const shade of paper) {
    for (const [i, value] of [255, 255, 255, shade].entries()) {
      // The mean's coefficient is 8 (value - 128); divided by the 8 of the quantisation table.
      const mean = value - 128;
      const difference = mean - last[i];
      last[i] = mean;
      const category = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1;
      const rest = difference < 0 ? difference + 2 ** category - 1 : difference;
      bits += category.toString(2).padStart(4, '0');
      if (category > 0) bits += rest.toString(2).padStart(category, '0');
      bits += '0'; // nothing but the mean
    }
  }
  bits = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1');
  const data = Array.from({ length: bits.length / 8 }, (_, i) =>
    parseInt(bits.slice(8 * i, 8 * i + 8), 2),
  ).flatMap((byte) => (byte === 255 ? [255, 0] : [byte]));
  const side = 224;
  return Buffer.from([
    ...[0xff, 0xd8],
    ...segment(0xee, [...Buffer.from('Adobe'), 0, 100, 0, 0, 0, 0, 0]),
    ...segment(0xdb, [0, ...Array(64).fill(8)]),
    ...segment(0xc0, [
      ...[8, side >> 8, side & 255, side >> 8, side & 255, 4],
      ...[1, 2, 3, 4].flatMap((id) => [id, 0x11, 0]),
    ]),
    // Twelve codes of 4 bits; one of 1 bit.
    ...segment(0xc4, [
      0x00,
      ...[0, 0, 0, 12, ...Array(12).fill(0)],
      ...Array.from({ length: 12 }, (_, i) => i),
    ]),
    ...segment(0xc4, [0x10, 1, ...Array(15).fill(0), 0]),
    ...segment(0xda, [4, ...[1, 2, 3, 4].flatMap((id) => [id, 0]), 0, 63, 0]),
    ...data,
    ...[0xff, 0xd9],
  ]);
}

const seven = '<path d="M60 50h110l-60 130" fill="none" stroke="#000" stroke-width="18"/>';

/**
 * A file of 8 bits grey, not compressed (https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf).
 */
function tiff() {
  const side = 224;
  const [short, long] = [3, 4];
  const pixels = 8;
  const fields = [
    [256, long, side],
    [257, long, side],
    [258, short, 8], // bits
    [259, short, 1], // not compressed
    [262, short, 1], // 0 is black
    [273, long, pixels],
    [278, long, side], // rows in the only strip
    [279, long, side * side],
  ];
  const directory = pixels + side * side;
  const file = Buffer.alloc(directory + 2 + 12 * fields.length + 4);
  file.write('II*\0', 'latin1');
  file.writeUInt32LE(directory, 4);
  for (let i = 0; i < side * side; ++i) file[pixels + i] = at(i % side, Math.floor(i / side), 8);
  file.writeUInt16LE(fields.length, directory);
  fields.forEach(([tag, type, value], i) => {
    const field = directory + 2 + 12 * i;
    file.writeUInt16LE(tag, field);
    file.writeUInt16LE(type, field + 2);
    file.writeUInt32LE(1, field + 4);
    file.writeUInt32LE(value, field + 8);
  });
  return file;
}

/** The beginning of a HEIC file (ISO/IEC 23008-12): what kind it is, and nothing in it. */
function heic() {
  const brands = Buffer.from('ftypheic\0\0\0\0mif1heic', 'latin1');
  const size = Buffer.alloc(4);
  size.writeUInt32BE(4 + brands.length);
  return Buffer.concat([size, brands]);
}

/** SVG files, each with the 7: `what` each is about, and its text. */
export const drawings = Object.entries({
  'width and height': `<svg xmlns="http://www.w3.org/2000/svg" width="224" height="224">${seven}</svg>`,
  'a view box alone': `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 224 224">${seven}</svg>`,
  'no size at all': `<svg xmlns="http://www.w3.org/2000/svg">${seven}</svg>`,
  'a size in per cent': `<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%"
    viewBox="0 0 224 224">${seven}</svg>`,
  'a size of its own': `<svg xmlns='http://www.w3.org/2000/svg' width='8cm' height='8cm'
    viewBox='0 0 224 224'>${seven}</svg>`,
  'thousands of pixels': `<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="9000"
    viewBox="0 0 224 224">${seven}</svg>`,
  'as programs save it': `\ufeff<?xml version="1.0" encoding="UTF-8"?>
    <!-- <svg> -->
    <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "https://example.org/svg11.dtd"
      [ <!ENTITY ns "http://www.w3.org/2000/svg"> ]>
    <svg xmlns="&ns;" width="224px" height="224px" data-note="a > b">${seven}</svg>`,
  'scripts and addresses': `<svg xmlns="http://www.w3.org/2000/svg" width="224" height="224"
      onload="top.ran = true">
    <script>top.ran = true; alert(1)</script>
    <script href="https://example.org/a.js"/>
    <style>@import url(https://example.org/a.css);</style>
    <image href="https://example.org/a.png" width="1" height="1" onerror="top.ran = true"/>
    <use href="https://example.org/a.svg#a"/>
    ${seven}</svg>`,
}).map(([what, text]) => ({ what, name: 'a.svg', bytes: Buffer.from(text) }));

/** @typedef {{ what: string, name: string, bytes: Buffer, read: 'always' | 'never' | 'perhaps' }} File */

/**
 * @returns {File[]} `read` says whether the digit is there to be read, whatever the browser
 */
export function strangeFiles() {
  const whole = png([shown.index], 12);
  return [
    { what: '1 x 1 pixel', name: 'a.png', bytes: largePng(1, 1), read: 'never' },
    { what: '4,000 x 1 pixels', name: 'a.png', bytes: largePng(4000, 1), read: 'never' },
    { what: '3,000 x 3,000 pixels', name: 'a.png', bytes: largePng(3000, 3000), read: 'always' },
    {
      what: 'half a PNG',
      name: 'a.png',
      bytes: whole.subarray(0, whole.length / 2),
      read: 'perhaps',
    },
    { what: 'a PNG that says JPEG', name: 'a.jpg', bytes: whole, read: 'always' },
    { what: 'text that says PNG', name: 'a.png', bytes: Buffer.from('7'), read: 'never' },
    { what: '16 bits', name: 'a.png', bytes: deepPng(), read: 'always' },
    { what: 'animated PNG', name: 'a.png', bytes: animatedPng(), read: 'always' },
    { what: 'animated GIF', name: 'a.gif', bytes: gif(), read: 'always' },
    { what: 'CMYK', name: 'a.jpg', bytes: cmykJpeg(), read: 'always' },
    { what: 'SVG', name: 'a.svg', bytes: drawings[0].bytes, read: 'always' },
    { what: 'SVG that breaks off', name: 'a.svg', bytes: Buffer.from('<svg><path'), read: 'never' },
    { what: 'HTML', name: 'a.svg', bytes: Buffer.from('<html><svg></svg></html>'), read: 'never' },
    { what: 'TIFF', name: 'a.tiff', bytes: tiff(), read: 'perhaps' },
    { what: 'HEIC', name: 'a.heic', bytes: heic(), read: 'never' },
    { what: 'zero bytes', name: 'a.png', bytes: Buffer.alloc(0), read: 'never' },
    { what: 'a PDF', name: 'a.png', bytes: Buffer.from('%PDF-1.7\n%%EOF\n'), read: 'never' },
  ];
}
