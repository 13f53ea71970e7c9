/**
 * The types of what the module takes and gives.
 *
 * @file
 */

/** @import { Method } from './attack_options.js' */

/**
 * 28 x 28 pixels in [0, 1], row-major, the top row first; 1 is ink. (A classifier of another size
 * takes its own number of pixels.)
 *
 * @typedef {Float32Array} Pixels
 */

/**
 * The path of a pen from touching the paper to leaving it: x0, y0, x1, y1, ..., in any unit, y down.
 *
 * @typedef {Float32Array} Stroke
 */

/**
 * What models/NAME.json tells of a classifier; only what is read here is named.
 *
 * @typedef {object} Card
 * @property {string} name
 * @property {number} test_error share of the test images that are read wrongly
 * @property {number} test_images
 * @property {number} bytes size of the ONNX file
 * @property {{ range?: [number, number] }} [input] the range of its pixels
 * @property {{ scale: number, input: number[], logits: number[] }} test_vector the logits of
 *   input / scale
 */

/**
 * How a classifier wants its pictures. You give pixels in [0, 1], row by row, 1 being ink; it takes
 * scale x + offset, placed as the rest says. Perturbations and norms stay in your pixels.
 *
 * @typedef {object} Convention
 * @property {number | number[]} [scale] a number, or one for each channel; 1
 * @property {number | number[]} [offset] in the same way; 0
 * @property {boolean} [inverted] whether it wants dark ink on light paper: 1 - x in the place of x; false
 * @property {boolean} [transposed] whether it wants pixels column by column; false
 * @property {boolean} [channelsLast] whether a pixel's channels are neighbours (NHWC) in its input; false
 * @property {[number, number, number] | null} [shape] channels, height and width of the pictures that you
 *   give: one channel goes to all of the classifier's, and a smaller picture is put in the middle, on
 *   paper; null: the classifier's own
 */

/**
 * @typedef {object} FoundConvention
 * @property {{ convention: Convention, right: number, likelihood: number }[]} tried for each usual
 *   convention, how many of the samples are read right, and the sum of the logarithms of the
 *   probabilities of their classes
 * @property {number} best its place in `tried`: most are read right and the likelihood is largest, but for what is chance
 * @property {number} samples
 * @property {number} done how many readings have been made
 * @property {number} total how many there are
 */

/**
 * @typedef {ClassifierInfo & { card: Card | null, own?: import('./own_types.js').Own }} Classifier a loaded classifier,
 *   and its card; `own`: what the figures know of one that does not come along
 */

/**
 * RGBA as canvases give it: 4 bytes a pixel, alpha not premultiplied.
 *
 * @typedef {{ data: Uint8ClampedArray, width: number, height: number }} Picture
 */

/**
 * @typedef {object} Reading the digit of a drawing, and the attack on it
 * @property {DrawnDigit} digit
 * @property {AttackResult | null} attack null if there is too little ink to read
 */

/**
 * @typedef {object} AffineWeights of f(x) = W x + b
 * @property {ArrayLike<number>} weights W: classes x inputs, row-major
 * @property {ArrayLike<number>} bias b: one number a class
 */

/**
 * @typedef {object} BinaryWeights of f(x) = w' x + b
 * @property {ArrayLike<number>} weights w: one number an input element
 * @property {number} bias b
 */

/**
 * One logit of a classifier of the plane: f(x) = x' [A0 A1; A1 A2] x + b' x + c.
 *
 * @typedef {object} Quadratic
 * @property {[number, number, number]} A
 * @property {[number, number]} b
 * @property {number} c
 */

/**
 * @typedef {object} Grid a rectangle of the plane, cut into columns x rows cells
 * @property {number} left the first coordinate where column 0 begins
 * @property {number} right where the last column ends
 * @property {number} top the second coordinate where row 0 begins
 * @property {number} bottom where the last row ends
 * @property {number} columns
 * @property {number} rows
 */

/**
 * @typedef {object} PlaneField
 * @property {Int32Array} classes predicted at the centre of each cell, row after row; -1 where a logit is not
 *   finite, and in the rows to come
 * @property {Float32Array} logits of each cell, in the same order: that of class k at cell i is at
 *   i classes + k
 * @property {Float32Array} leads by how much each class leads the largest of the others: that of class k at
 *   cell i is at k cells + i; 0 on the boundaries, NaN where there is no class
 */

/**
 * @typedef {object} Places where inputs lie, seen from a slice
 * @property {number[][]} points their coordinates
 * @property {Float64Array} distances from the slice
 */

/**
 * @typedef {{ point: [number, number], direction: [number, number] } | null} PlaneLine a line of the plane: the point on
 *   it that is nearest to where it is seen from, and its direction, of length 1; null if there is none
 */

/**
 * @typedef {object} PerturbedSet what one perturbation does to each input of a set
 * @property {Pixels[]} perturbed x + r of each
 * @property {Int32Array} labels predicted for each input; -1 if a pixel or a logit is not finite
 * @property {Int32Array} adversarial predicted for each perturbed input
 * @property {number} flipped how many have another class than before
 * @property {Int32Array} counts classes x classes, row-major: how many of class i were read as j afterwards,
 *   at i classes + j
 */

/**
 * @typedef {object} ClassifierInfo
 * @property {number} id  names the classifier in further calls
 * @property {number} classes
 * @property {number} inputs  elements of an input
 * @property {[number, number, number]} shape  channels, height, width of an input, whose pixels are in this
 *   order, row by row: that of channel c, row y and column x is at (c height + y) width + x
 * @property {number} parameters
 * @property {number} multiplyAdds  of one forward pass
 */

/**
 * @typedef {object} Prediction
 * @property {number} label  the class of the largest logit
 * @property {Float32Array} logits
 * @property {Float32Array} probabilities  softmax of the logits
 */

/** @typedef {'flipped'|'at boundary'|'no gradient'|'iteration limit'|'not finite'|'already target'} Status */

/**
 * @typedef {object} AttackOptions
 * @property {Method} [method]  deepfool; refine: DeepFool, then
 *   decoupled direction and norm (DDN) from there; ddn alone; fgsm: fast gradient sign; pgd: projected
 *   gradient; cw: Carlini and Wagner; lbfgs: Szegedy's box-constrained L-BFGS
 * @property {number | null} [norm]  p of the l_p norm to keep small, 1 to Infinity; 2, for fgsm Infinity
 * @property {[number, number] | null} [box]  the range that every pixel stays in (norms 1, 2, Infinity); null
 * @property {number | null} [target]  the class to reach; null: any other than the predicted one
 * @property {number | null} [candidates]  of deepfool and refine: how many of the most likely classes are
 *   tried, the predicted one among them; null: all of up to 20 classes, and 10 of more
 * @property {number} [overshoot]  of deepfool and refine: eta; 0.02
 * @property {number} [maxIterations]  of deepfool and refine: the most steps that DeepFool takes; 50
 * @property {number | null} [steps]  gradients of refine (60), ddn (1000), pgd (40), cw (200), lbfgs (40)
 * @property {number | null} [epsilon]  of fgsm and pgd; null: the smallest that flips the input
 * @property {boolean} [path]  of deepfool: whether to keep every iterate; false
 */

/**
 * @typedef {object} Iterate a point on DeepFool's path
 * @property {Float32Array} perturbed
 * @property {Float32Array} logits
 * @property {number} chosen  the class whose boundary the step goes to; -1 at the end
 * @property {number} step  the l_p length of the step; 0 at the end
 */

/**
 * @typedef {object} AttackResult
 * @property {Status} status
 * @property {number} label  predicted for the input
 * @property {number} adversarial  predicted for the perturbed input
 * @property {number} iterations
 * @property {number} forwards  how many times the classifier was run
 * @property {number} pullbacks  how many times gradients were sent back through it: of several classes at once, or of
 *   one combination of them
 * @property {number} candidates  how many of the most likely classes were tried, the predicted one among
 *   them; 0 for a method that tries none
 * @property {Float32Array} perturbed  the input plus the perturbation, x + r
 * @property {Float32Array} perturbation  r
 * @property {Float32Array} logits
 * @property {Float32Array} probabilities
 * @property {Float32Array} adversarialLogits
 * @property {Float32Array} adversarialProbabilities
 * @property {number} l1  norms of the perturbation, overshoot included
 * @property {number} l2
 * @property {number} linf
 * @property {number} lp  in the norm that was asked for
 * @property {number} relativeL2  l2 over that of the input
 * @property {number} relativeLinf
 * @property {number} changedPixels  elements of r that are not 0
 * @property {number} increasedPixels  elements of r above 0
 * @property {number} decreasedPixels  elements of r below 0
 * @property {number} outsidePixels  elements of x + r outside [0, 1]
 * @property {number} largestIncrease  the largest element of r, or 0
 * @property {number} largestDecrease  the smallest element of r, or 0
 * @property {number} mostChangedNinth  which ninth of the picture, in a grid of three by three, has most of the
 *   change: counted by rows, from 0 at the top left
 * @property {number} milliseconds
 * @property {Iterate[]} path  empty unless asked for
 * @property {ShownPicture | null} [picture]  if it was asked for: what a screen can show of x + r; null where a
 *   number is not finite
 */

/**
 * @typedef {object} ShownPicture  x + r as a picture of 8 bits a pixel. Where x + r lies in [0, 1], it flips, if
 *   any does (see Engine.quantise); where it does not, it is clipped to [0, 1] and rounded, whatever it is read as
 * @property {boolean} flipped  whether it is classified as asked for
 * @property {Float32Array} pixels  multiples of 1/255
 * @property {number} adversarial  predicted for these pixels
 * @property {Float32Array} probabilities
 * @property {boolean} boxed  whether it was made from another perturbation than the attack's
 * @property {number} lp  norm of what it differs by, in the attack's norm
 */

/**
 * @typedef {object} LineOptions
 * @property {number[]} [at]  the points x + t r that are wanted, by their t; none
 * @property {number} [end]  up to which t a change of the class is looked for; 1
 * @property {number} [samples]  between how many points; 0, and none is looked for
 * @property {boolean} [boxed]  whether points are clipped to [0, 1]; false
 */

/** @typedef {{ pixels: Float32Array, label: number, probabilities: Float32Array }} PointOnLine */

/**
 * @typedef {object} PointsOnLine
 * @property {PointOnLine[]} points
 * @property {{ t: number, from: number, to: number }[]} flips  where the predicted class changes
 */

/**
 * @typedef {object} QuantiseOptions
 * @property {number | null} [target]  the class that the attack was asked for; null: any other
 * @property {number | null} [norm]  p of the attack's l_p norm; null: 2
 */

/**
 * @typedef {object} QuantisedPicture
 * @property {boolean} flipped  whether the picture is classified as asked for
 * @property {Float32Array} pixels  multiples of 1/255: what a reader of the saved file gets
 * @property {Uint8Array<ArrayBuffer>} bytes  255 times these
 * @property {number} adversarial  predicted for these pixels
 * @property {number} levels  how many of the 255 levels its most changed pixel had to go further than
 *   the perturbation
 * @property {boolean} boxed  whether no more of the perturbation flips it, and it was made from another
 *   one, in the box [0, 1]
 * @property {number} l2Before  norm of the perturbation that was given
 * @property {number} l2  norm of what the picture differs by
 */

/**
 * @typedef {object} UniversalOptions
 * @property {number} radius  the largest norm of the perturbation
 * @property {number} [norm]  2 or Infinity; 2
 * @property {number} [fooling]  the share of the set to flip; 0.8
 * @property {number} [epochs]  the most passes over the set; 10
 * @property {number} [overshoot]  eta of each DeepFool; 0.02
 * @property {number} [maxIterations]  of each DeepFool; 50
 */

/**
 * @typedef {object} UniversalResult
 * @property {Float32Array} perturbation  the best so far
 * @property {number} foolingRate  the share of the set that it flips
 * @property {Int32Array} counts  classes x classes, row-major: how many of class i it makes j, at
 *   i classes + j
 * @property {number} epochs
 * @property {number} l2
 * @property {number} linf
 * @property {number} done  how many steps have been taken
 * @property {number} total  how many steps there are at most
 */

/**
 * @typedef {object} CommonEpsilonOptions
 * @property {number} [share]  of the set to misclassify; 0.9
 * @property {ArrayLike<number>} [labels]  the true class of each input; without them, the class that
 *   is predicted for it
 * @property {[number, number] | null} [box]
 * @property {boolean} [singlePrecision]  the gradient as software in float32 works it out, which
 *   saturates; false
 */

/**
 * @typedef {object} CommonEpsilonResult
 * @property {number} epsilon  the smallest so far; Infinity while none reaches the share
 * @property {number | null} rho  mean of ||r||_2 / ||x||_2 with it; null without an epsilon
 * @property {number | null} rhoInf  the same with l_infinity norms
 */

/**
 * @typedef {object} EvaluationResult  what an attack on each input of a set comes to; a mean over nothing is null
 * @property {number} count  inputs
 * @property {number} flipped
 * @property {number} alreadyTarget  inputs that the classifier took for the target
 * @property {number} notFinite  inputs with a pixel or a logit that is not finite
 * @property {number} zeroNorm  inputs of norm 0, which rhoAdv leaves out
 * @property {number | null} success  share that was flipped, of all but alreadyTarget and notFinite
 * @property {number | null} testError  share that is not classified as its label, of the inputs with
 *   a label and a prediction
 * @property {number | null} rhoAdv  mean of ||r||_2 / ||x||_2 over the flipped inputs, the paper's rho_adv
 * @property {number | null} rhoAdvInf  the same with l_infinity norms
 * @property {number | null} l1  mean norms of the perturbations that flip
 * @property {number | null} l2
 * @property {number | null} linf
 * @property {number | null} iterations  mean over the flipped inputs
 * @property {Float64Array} rows  10 numbers an input: its label, the predicted class, the adversarial
 *   one, the status (its place in the order of Status), iterations, l1, l2, linf, relative l2 and
 *   relative linf; NaN for what there is not
 */

/**
 * Something that is under way: call step() until it returns false, look at result() at any time before end(), and
 * call end() once at last.
 * @template T
 * @typedef {{step: () => boolean, result: () => T, end: () => void}} Run
 */

/**
 * @typedef {object} DrawnDigit
 * @property {'digit'|'line'|'dot'|'empty'} outcome
 * @property {Float32Array} pixels  28 x 28
 */

/** @typedef {{x: number, y: number, width: number, height: number}} Rectangle  in picture pixels */

/**
 * @typedef {object} PictureDigits
 * @property {'one'|'several'|'none'} outcome
 * @property {{pixels: Float32Array, box: Rectangle}[]} digits
 */

/**
 * @typedef {object} ModuleSource
 * @property {(options: object) => Promise<any>} factory  the default export of deepfool.js
 * @property {ArrayBuffer | Uint8Array} [wasmBinary]  the module's bytes
 * @property {URL | string} [wasmUrl]  or where they are
 * @property {Function} [instantiateWasm]  or makes an instance of them, as Emscripten's loader asks for it
 * @property {() => Promise<void>} [complete]  fetches what the module lacks, if it does not come whole
 */

/**
 * @typedef {object} ModuleFile
 * @property {ArrayBuffer | Uint8Array} [wasmBinary]  the module's bytes
 * @property {URL | string} [wasmUrl]  or where they are
 */

/**
 * @typedef {object} CallOptions
 * @property {AbortSignal} [signal] when it is aborted, the call is given up
 */

/**
 * @typedef {ModuleFile & { workerUrl?: string | URL }} EngineSource  workerUrl: where the worker's script
 *   is; the package has it as worker.js
 */

/**
 * @typedef {object} LoadOptions
 * @property {Card | URL | string | null} [card] the classifier's card, or where it is. Its test
 *   vector is checked; without one, nothing says whether the classifier computes what it should
 * @property {Record<string, Uint8Array>} [data] the files beside it that have its weights, by name
 * @property {Convention} [convention] how it wants its pictures, if not as you give them; findConvention()
 *   finds it out
 * @property {(share: number) => void} [progress] is told the share in [0, 1] that has arrived
 * @property {boolean} [anew] fetches past the browser's cache: what lies there may be damaged
 * @property {AbortSignal} [signal]
 */

/**
 * @template T
 * @typedef {object} RunOptions
 * @property {AbortSignal} [signal] ends the run between two steps
 * @property {(best: T) => unknown} [onProgress] is told the best so far after each slice of
 *   time but the last; the next one waits for what it returns
 * @property {boolean} [picture] of an attack: whether its result has what a screen can show of it; false
 * @property {number} [slice] milliseconds between two looks at what else is asked of the worker; 10
 */

export {};
