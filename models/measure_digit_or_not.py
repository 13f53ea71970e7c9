#!/usr/bin/env python3
"""Prints what share of digits and of other drawings `digit-or-not` calls no digit.

    measure_digit_or_not.py [--data FOLDER] [--digits FILE]

None of it was in training: MNIST's test digits; printed letters and digits (of Debian's fonts-dejavu-core
and fonts-urw-base35, those that are installed); kinds of shapes that training did not have; and what
the made-up pen draws from another seed.
--digits: also a .json of strokes, [{label, strokes: [[[x, y], ...], ...]}, ...]. Needs python3-pil.
"""

import argparse
import json
import os
import string

import numpy as np
import torch
from PIL import Image, ImageDraw, ImageFont

import mnist
import onnx_graph
import other_drawings
import pen

HERE = os.path.dirname(os.path.abspath(__file__))
FONTS = [
    *(f'/usr/share/fonts/truetype/dejavu/DejaVu{name}.ttf' for name in ['Sans', 'Serif', 'SansMono']),
    *(f'/usr/share/fonts/opentype/urw-base35/{name}.otf' for name in [
        'NimbusSans-Regular', 'NimbusRoman-Regular', 'NimbusRoman-Italic', 'NimbusMonoPS-Regular',
        'P052-Roman', 'C059-Roman', 'URWGothic-Book', 'URWBookman-Light']),
]
# Written by many as they write a digit.
LIKE_DIGITS = 'BDGIOQSZbgiloqsyz'
COUNT = 2000


def drawings(make, count, random):
    width = random.uniform(1.9, 3.1, count)
    return pen.drawn([pen.placed(make(), w) for w in width], width)


def printed(character, font):
    """A printed character [28, 28]: its longer side 20 pixels, centred by mass."""
    left, top, right, bottom = font.getbbox(character)
    glyph = Image.new('L', (right - left, bottom - top))
    ImageDraw.Draw(glyph).text((-left, -top), character, 255, font)
    scale = 20 / max(glyph.size)
    glyph = glyph.resize([max(1, round(scale * side)) for side in glyph.size], Image.BOX)
    ink = np.asarray(glyph, float)
    row, column = np.indices(ink.shape) + 0.5
    down, right = (round(14.5 - (ink * at).sum() / ink.sum()) for at in (row, column))
    digit = np.zeros((68, 68))
    digit[20 + down:20 + down + ink.shape[0], 20 + right:20 + right + ink.shape[1]] = ink
    return digit[20:48, 20:48] / 255


def main():
    parser = argparse.ArgumentParser(description='Measure digit-or-not.')
    parser.add_argument('--data', help='the folder with the four MNIST files')
    parser.add_argument('--digits', help='a file of strokes')
    parser.add_argument('--model', default=os.path.join(HERE, 'digit-or-not.onnx'))
    options = parser.parse_args()
    graph = onnx_graph.Graph(options.model)

    def say(name, pixels):
        with torch.no_grad():
            none = torch.cat([graph(x).argmax(1) for x in pixels.float().split(500)])
        print(f'{name:44}{len(none):8}{100 * none.float().mean().item():9.1f} %', flush=True)

    random = np.random.default_rng(100)
    doodler = other_drawings.Doodler(random)
    kept = other_drawings.Doodler(random, other_drawings.KEPT_BACK)
    print(f'{"":44}{"drawings":>8}{"no digit":>11}')
    say('MNIST, test digits', mnist.load('t10k', options.data)[0])
    if options.digits:
        with open(options.digits, encoding='utf-8') as file:
            strokes = [[np.array(s if len(s) > 1 else s * 2, float) for s in entry['strokes']]
                       for entry in json.load(file)]
        width = np.full(len(strokes), 2.4)
        say(os.path.basename(options.digits), pen.drawn([pen.placed(s, 3.55 - 1) for s in strokes], width))
    say('digits of the made-up pen', pen.pen_digits(COUNT, 101)[0])
    fonts = [ImageFont.truetype(path, 200) for path in FONTS if os.path.exists(path)]
    alphabet = string.ascii_letters
    for name, characters in {
        'printed digits': string.digits,
        'printed letters unlike digits': [c for c in alphabet if c not in LIKE_DIGITS],
        f'printed {LIKE_DIGITS}': LIKE_DIGITS,
    }.items():
        say(f'{name}, {len(fonts)} fonts',
            torch.tensor(np.stack([printed(c, font) for c in characters for font in fonts]))[:, None])
    say('shapes of other kinds', drawings(kept.shape, COUNT, random))
    say('letters and shapes of the pen', drawings(doodler.shape, COUNT, random))
    say('scribbles', drawings(doodler.scribble, COUNT, random))
    say('numbers of two or three digits', drawings(doodler.two_digits, COUNT, random))
    say('faces', drawings(doodler.face, COUNT, random))


if __name__ == '__main__':
    main()
