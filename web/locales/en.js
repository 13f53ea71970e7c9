// Every word that a visitor reads, in English. {name} stands for a value; a message with `one` and
// `other` is chosen by Intl.PluralRules for {count}.

/**
 * The same messages in another language, where one form may do for all numbers.
 *
 * @template T
 * @typedef {{ [K in keyof T]: T[K] extends string ? string
 *   : T[K] extends { one: string, other: string } ? string | { one: string, other: string }
 *   : Translated<T[K]> }} Translated
 */

export const figure = {
  /** The figures by their names. */
  figures: {
    digit: 'Draw a digit, and DeepFool flips it',
    regions: 'Inside a real network',
    steps: 'The steps',
    survival: 'Does it survive?',
    robustness: 'How robust is each?',
    finetuning: 'Trained on perturbed digits',
    methods: 'How small is small?',
    universal: 'One change for all digits',
    straight: 'A straight boundary',
    curved: 'A curved boundary',
    classes: 'Many classes',
  },
  pad: 'A pad to draw a digit on:',
  onPad: {
    nothing: 'empty.',
    strokes: { one: 'one stroke.', other: '{count} strokes.' },
    pixels: 'empty; pixels are shown in its place.',
    gallery: 'empty; a test digit {label} is shown in its place.',
    picture: 'empty; a picture is shown in its place.',
  },
  padKeys:
    'The arrow keys move a pen, with Home, End, Page Up and Page Down for the diagonals. Space puts it down and lifts it. Control and Z takes a stroke back.',
  penDown: 'Pen down, row {row}, column {column}',
  penUp: 'Pen up, row {row}, column {column}',
  pixels: 'Pixels',
  pixelsTitle: 'Turn single pixels on and off, with clicks or keys',
  hint: 'Draw a digit',
  undo: 'Undo',
  clear: 'Clear',
  upload: 'Upload',
  uploadTitle: 'Read a digit from a picture: choose one, drop it here, or paste it',
  camera: 'Camera',
  cameraTitle: 'Take a picture of a digit',
  drop: 'Drop a picture of a digit',
  gallery: 'or take a test digit',
  galleryDigit: 'Test digit {label}, number {index}',
  classifier: 'Read by',
  facts: '{parameters} parameters · {error} test error',

  seen: 'what the network sees',
  change: 'the change',
  perturbed: 'what it sees then',
  nothing: 'Nothing yet',
  seenUnread: 'The drawing as the network sees it, 28 by 28 pixels',
  seenText: 'The digit as the network sees it, 28 by 28 pixels: read as {label}, {chance} sure',
  changeText:
    'The change: {added} pixels gain ink, by up to {high}, and {taken} lose ink, by up to {low}; most of it is {place}',
  noChangeText: 'No change',
  places: [
    'at the top left',
    'at the top',
    'at the top right',
    'at the left',
    'in the middle',
    'at the right',
    'at the bottom left',
    'at the bottom',
    'at the bottom right',
  ],
  perturbedText:
    'The digit with the change: read as {adversarial}, {chance} sure, and as {label} {before}',
  unchangedText: 'The digit with the change: still read as {label}, {chance} sure',
  before: 'Probabilities before the change',
  after: 'Probabilities after the change',
  taken: 'ink taken',
  added: 'ink added',
  iterations: { one: '{number} iteration', other: '{number} iterations' },
  time: '{time}\u00a0ms',
  timeBelow: 'less than {time}\u00a0ms',

  flipped: {
    length: 'Read as {label}. A change of {relative} makes it {adversarial}.',
    largest: 'Read as {label}. Changing each pixel by up to {linf} makes it {adversarial}.',
    sum: {
      one: 'Read as {label}. Changing {count} pixel by {linf} makes it {adversarial}.',
      other: 'Read as {label}. Changing {count} pixels by up to {linf} makes it {adversarial}.',
    },
  },
  flippedLine: {
    length: 'A line, read as {label}. A change of {relative} makes it {adversarial}.',
    largest: 'A line, read as {label}. Changing each pixel by up to {linf} makes it {adversarial}.',
    sum: {
      one: 'A line, read as {label}. Changing {count} pixel by {linf} makes it {adversarial}.',
      other:
        'A line, read as {label}. Changing {count} pixels by up to {linf} makes it {adversarial}.',
    },
  },
  /** The same for those who hear it. */
  spoken: {
    length: '{label} becomes {adversarial}, a change of {relative}.',
    largest: '{label} becomes {adversarial}, each pixel changed by up to {linf}.',
    sum: {
      one: '{label} becomes {adversarial}, {count} pixel changed by {linf}.',
      other: '{label} becomes {adversarial}, {count} pixels changed by up to {linf}.',
    },
  },
  /** Only without the box. */
  outside: {
    one: '{number} pixel goes beyond black or white (marked); clipped, as here, the picture is read as {clipped}.',
    other:
      '{number} pixels go beyond black or white (marked); clipped, as here, the picture is read as {clipped}.',
  },
  'at boundary':
    'Read as {label}, and as {adversarial} just as well: this digit lies on the boundary already.',
  'no gradient':
    'Read as {label}. The classifier is flat here: no small change moves it towards another digit.',
  'iteration limit': 'Read as {label}. After {iterations} it still is: {method} gave up.',
  'already target': 'Read as {label} already: no change is needed.',
  'not finite':
    'The classifier answers with a number that is not finite, so there is nothing to change.',

  detail: '{norm} = {size}{rounded}; {iterations}, {time}.',
  detailSoFar: '{norm} = {size}{rounded} so far, by {method}.',
  detailMethod: '{norm} = {size}{rounded}; {method}, {iterations}, {time}{compared}',
  detailRefined: '{norm} = {size}{rounded}, made smaller in {iterations} and {time}{compared}',
  rounded: ' ({size} in 256 shades)',
  roundedOther: ' (the picture shows another change, {size}, which flips the digit in 256 shades)',
  roundedUndone: ' (in 256 shades it is read as {adversarial})',
  smaller: ': less than DeepFool’s {before}.',
  larger: ': more than DeepFool’s {before}.',
  same: ': the same as DeepFool’s.',
  uncompared: '.',

  methods: {
    deepfool: 'DeepFool',
    ddn: 'DDN',
    cw: 'Carlini–Wagner',
    lbfgs: 'L-BFGS',
    pgd: 'PGD',
    fgsm: 'FGSM',
  },

  refineNothing: 'In {iterations} no smaller change was found.',
  stopped: 'Stopped after {iterations}.',

  start: 'Draw a digit: how little makes it another?',
  dot: 'A dot is too little to read. Go on drawing.',
  loading: 'Fetching the classifier: {share}',
  loadingOf: 'The classifier',
  starting: 'Starting the classifier …',
  one: 'One digit was found in the picture.',
  several: 'The picture has {count} digits. Choose one.',
  none: 'No digit was found in this picture. Try one with dark ink on light paper, and little else.',

  error: {
    fetch: 'A file could not be fetched. Is there still a connection?',
    model: 'This file is not a classifier that can be run here.',
    missing: 'The classifier is a file that is not on this machine. Drop it here.',
    'test vector':
      'The classifier is not what its card says it is: it fails its own test, so it is not used.',
    options: 'These options do not go together.',
    worker: 'The classifier stopped unexpectedly.',
    policy:
      'The policy of this site forbids WebAssembly: its script-src has to have ‘wasm-unsafe-eval’, in single quotes.',
    memory: 'The browser has no memory left for this.',
    picture: 'This file cannot be read as a picture. PNG, JPEG, WebP, GIF, BMP and SVG files can.',
  },
  revived: 'The classifier had stopped unexpectedly, and was started again.',
  retry: 'Try again',
};

/** Figures below the first screen. */
export const laterFigures = {
  /**
   * The least heights of figures whose words take less room than English ones, for which the figures' manifests say them.
   *
   * @type {Record<string, string>}
   */
  heights: {},

  ownClassifier: 'Your own',
  ownTitle: 'A classifier of your own',
  ownOpen: 'Open a file',
  ownNone: 'There is no ONNX file among them.',
  ownAddress: 'Address of an ONNX file',
  ownFetch: 'Fetch',
  ownAbout:
    'An ONNX file of an image classifier, as PyTorch, Keras and others export it; where its weights lie in a file beside it, give both. Drop it anywhere on the page. It is not sent anywhere.',
  ownFacts: {
    input: 'input',
    classes: 'classes',
    parameters: 'parameters',
    operators: 'operators',
    producer: 'written by',
  },
  ownConvention: 'How it wants its pictures',
  ownFound:
    'It reads {right} of {samples} test digits with its pictures as chosen below, which was found by trying.',
  ownReads:
    'It reads {right} of {samples} test digits with its pictures as chosen below, and {best} at best.',
  ownFew: 'Is it a classifier of digits?',
  ownRange: 'from paper to ink',
  ownRangeOf: '{low} to {high}',
  ownFlags: {
    inverted: 'dark on light',
    transposed: 'column by column',
    channelsLast: 'channels last',
  },
  ownNames: 'names of the classes',
  ownNamesExample: 'zero, one, two, ...',
  ownKeep: 'keep it in this browser',
  notKept: 'This browser does not keep it.',
  ownRemove: 'Remove {name}',
  try: 'Try:',
  question: 'Question:',
  /** Between two sentences. */
  gap: ' ',
  zoomIn: 'Closer',
  zoomOut: 'From further away',
  centre: 'The point in the middle',
  wholeView: 'The whole picture',
  noDigit: 'This looks like no digit. The classifier must pick one of ten all the same.',
  stepCount: { one: '{number} step', other: '{number} steps' },
  stepOf: 'step {step} of {steps}',

  regionsTry:
    'move over the plane, or tap it, and watch what the network reads there. Then zoom in on the end of the path.',
  regionsQuestion:
    'the dashed line is where DeepFool expects the boundary. Over what distance does the true boundary stay close to it?',
  regionsWait: 'The plane is being worked out.',
  regionsFound: 'Read as {label}; DeepFool needs {steps} to {adversarial}, {norm}.',
  regionsPlanar:
    'Kept on this plane, where it sees two dimensions of 784{unboxed}, it needs {steps} to {adversarial}, {length} away instead of {before}.',
  unboxed: ' and no box',
  regionsPlanarSame:
    'Kept on this plane, where it sees two dimensions of 784{unboxed}, it needs {steps} to {adversarial}, as far away.',
  regionsNoPlanar: 'Kept on this plane, it finds no way out of the region.',
  regionsNoPath:
    'Read as {label}; DeepFool finds no way to another class; the plane shows the surroundings of the digit.',
  pathInside: 'Its whole path lies on the plane.',
  pathBeside:
    'Between its ends the path leaves the plane, by up to {distance}: each point is drawn at the place on the plane that is nearest to it.',
  regionsText:
    'A plane through the space of all digits, cut into the regions of the classes {classes}. The digit is at 0, 0, where {label} is read.',
  regionsEnd: 'DeepFool ends at {point}, where {adversarial} is read.',
  regionsThird: 'The third point is at {point}.',
  lookingPoint: 'The point that is looked at',
  pointPicture: 'The digit at this point, read as {label}',
  pointRead: 'Read as {label}',
  classColumn: 'class',
  logitColumn: 'logit',
  third: 'The third point of the plane',
  thirdNext: 'way to the next class',
  thirdRandom: 'any direction',
  thirdClass: 'way to {label}',
  thirdDigit: 'test digit {label}',
  linearFrom: 'Boundaries as they look from {point} ({place})',
  trueBoundary: 'boundary between two classes',
  linearBoundary: 'the next, as it looks from there',
  pathOfDeepfool: 'DeepFool',
  pathInPlane: 'DeepFool in the plane alone',

  stepsTry:
    'go from point to point, and watch two bars: that of the class that is read, and that of the nearest other class.',
  stepsQuestion: 'which step is the longest, and why is it not the only one?',
  readAs: 'read as',
  pointColumn: 'point',
  pointOnPath: 'Point on the path',
  stepsStep:
    'At {name} the network reads {read}. As it looks from there, the nearest boundary is that with {chosen}: a step of {length} leads there.',
  stepsCrossed:
    'At {name} the network reads {read} already, but not by enough to count. As it looks from there, the nearest boundary is that with {chosen}, {length} away.',
  stepsTowards:
    'At {name} the network reads {read}. On the way to {target}, the class that leads it by most is {chosen}: as it looks from there, a step of {length} goes across the boundary between the two.',
  stepsEnd:
    '{name} is read as {read}. The way here is the sum of all steps, made {overshoot} longer: the overshoot, which takes it from the boundary to the other side.',
  stepsEndInBox:
    '{name} is read as {read}. Each step went {overshoot} further than the boundary: the overshoot, which takes it to the other side.',
  stepsGaveUp: '{name} is read as {read}: DeepFool goes no further.',
  stepsTable: 'The steps, and the ten logits at each point',
  nearestColumn: 'nearest',
  /** Towards a target: the class that leads it by most. */
  leaderColumn: 'ahead',
  lengthColumn: 'step',

  survivalTry:
    'make the change larger than DeepFool did, and see how large it has to be to survive.',
  survivalQuestion:
    'what undoes DeepFool’s change, and does the change fool a network that it was not made for?',
  further: 'the change',
  askAll: 'Ask all four classifiers (3.6 MB)',
  treatments: {
    none: 'as it is',
    bytes: 'rounded to 256 shades',
    jpeg: 'JPEG, quality {quality}',
    shift: 'moved by a pixel',
    noise: 'noise of {deviation}',
  },
  flip: { stays: 'stays', gone: 'undone', partly: 'in part' },
  transfer: { stays: 'fooled', gone: 'not fooled', partly: 'in part' },
  triesOf: '{stays} of {tries}',
  pictureColumn: 'picture',
  madeFor: 'made for it',
  ownLength: 'length of its own change',
  survivalTable:
    'What each classifier reads in each picture. It is fooled where this differs from what it reads in x. For the four moves and the eight samples of noise, the table says how many fool it.',
  survivalNoFlip: 'Read as {label}; DeepFool finds no change that could survive anything.',
  survivalFound: {
    one: 'The change was made for {name}, which read {label}, and survives {stays} of {all} tries. As it is, the picture fools {fooled} of {count} other classifier.',
    other:
      'The change was made for {name}, which read {label}, and survives {stays} of {all} tries. As it is, the picture fools {fooled} of {count} other classifiers.',
  },

  robustness: {
    try: 'press Start. The digits come in a random order, so at any time what you see is an estimate of the whole.',
    question:
      'is the classifier with the fewest errors also the most robust one, and on which digits is it not?',
    classifiers: 'Classifiers',
    noClassifier: 'Choose a classifier.',
    digits: 'digits',
    fewDigits:
      'This page in one file has {most} of the test digits; the page in files has all 10,000.',
    start: 'Start',
    pause: 'Pause',
    resume: 'Go on',
    cancel: 'End',
    progressBar: 'How much is done',
    preparing: 'Fetching the digits and the classifiers …',
    running: '{done} of {total} attacks; {left} left',
    paused: '{done} of {total} attacks; paused',
    cancelled: '{done} of {total} attacks; ended',
    done: '{total} attacks',
    seconds: '{seconds}\u00a0s',
    minutes: '{minutes}\u00a0min',
    noneFlipped: 'No digit was flipped.',
    only: {
      length: '{name}: a flip takes {mean} of the digit’s length on average.',
      largest: '{name}: a flip takes {mean} of the digit’s largest pixel on average.',
      sum: '{name}: the changes of a flip add up to {mean} on average.',
    },
    best: {
      length:
        'The most robust is {name}: a flip takes {mean} of the digit’s length on average. The least is {other}, with {least}.',
      largest:
        'The most robust is {name}: a flip takes {mean} of the digit’s largest pixel on average. The least is {other}, with {least}.',
      sum: 'The most robust is {name}: the changes of a flip add up to {mean} on average. The least is {other}, with {least}.',
    },
    summary: 'How robust each classifier is',
    classifier: 'classifier',
    mean: 'mean',
    intervalColumn: '95% interval',
    interval: '{low} to {high}',
    error: 'test error',
    flipped: 'flipped',
    iterations: 'iterations',
    distribution: 'How much the digits take',
    distributionOf: '{name}: mean {mean}, standard deviation {deviation}.',
    curve: 'Accuracy against the size of the change',
    curveOf: '{name}: {first} without a change, {quarter} at {quarterSize}, {half} at {halfSize}.',
    curveTable: 'The curve as a table',
    kept: 'not flipped',
    accuracy: 'read rightly',
    bound:
      'What an attack finds is an upper bound of the smallest change, so the true curves lie on these or below them.',
    lookAt: 'A closer look at',
    byClass: 'By the class that is read',
    class: 'class',
    flips: 'How many digits of each class became which',
    fromTo: 'from, to',
    easiest: 'Easiest to flip',
    hardest: 'Hardest to flip',
    digit: 'Test digit {label}, number {number}: {predicted} becomes {adversarial}, {size}',
    shown: 'The page’s first figure shows this digit now.',
    pairs: 'On the same digits',
    pair: '{better} is more robust than {worse}: by {difference} ({interval}), and on {larger} of {all} digits.',
    pairUnsure:
      '{better} and {worse} do not differ clearly: by {difference} ({interval}); {better} takes more on {larger} of {all} digits.',
    otherWay: {
      one: 'On {number} digit {worse} takes more:',
      other: 'On {number} digits {worse} takes more; most on these:',
    },
    otherWayDigits: 'Digits on which {worse} takes more',
    noOtherWay: 'On no digit does {worse} take more.',
    paper: 'The paper’s Tables 1 and 2, DeepFool, and what is found here',
    paperButton: 'The paper’s tables',
    theirs: 'the paper’s',
    paperNote:
      'The means are over the 10,000 test digits, and pixels may leave the range from 0 to 1, as in the paper. Its networks are others with the same layers but for details, and its authors subtract the mean picture from x before they divide by the norm of x.',
    saveRows: 'Rows of {name}',
    saveRowsFor: 'a row a digit: CSV',
    saveReport: 'Report of {name}',
    saveReportFor: 'what the rows come to: JSON',
    saveSvg: '{plot}',
    saveSvgFor: 'to be scaled: SVG',
    savePng: '{plot}',
    savePngFor: 'as you see it: PNG',
    saved: 'Saved.',
  },

  finetuning: {
    try: 'move the epoch, and watch which lines rise and which fall; then see your digit on networks that were trained in these ways.',
    question: 'does training on perturbed digits always make a network harder to fool?',
    epoch: 'after epoch',
    epochs: 'epochs',
    atFirst:
      'Before any further training, flipping a digit that {name} reads takes {rho} of its length on average, and {error} of the test digits are misread.',
    then: {
      one: 'After {epoch} epoch on digits that DeepFool has perturbed, a flip takes {rho} of a digit’s length on average (before: {first}), and {error} of the test digits are misread (before: {firstError}). If the perturbations are twice as large: {misled}, and {misledError}.',
      other:
        'After {epoch} epochs on digits that DeepFool has perturbed, a flip takes {rho} of a digit’s length on average (before: {first}), and {error} of the test digits are misread (before: {firstError}). If the perturbations are twice as large: {misled}, and {misledError}.',
    },
    curves: {
      rho_adv: 'How much of a digit’s length a flip takes, ρ_adv',
      test_error: 'Test digits that are misread, on a logarithmic scale',
    },
    curveOf: '{name}: from {first} to {last}.',
    table: 'After epoch {epoch}: mean over the seeds ± standard deviation',
    trainedOn: 'trained further on',
    columns: { rho_adv: 'ρ_adv', test_error: 'test error' },
    note: {
      'fc500-150-10':
        'ρ_adv: DeepFool in ℓ₂, pixels may leave the range from 0 to 1, over the 10,000 test digits. In small steps: a tenth of the learning rate. PGD: trained from the beginning, the numbers are those of its end.',
      lenet:
        'ρ_adv: DeepFool in ℓ₂, pixels may leave the range from 0 to 1, over a random 1,000 of the test digits; one seed.',
    },
    variants: {
      plain: 'the plain network',
      clean: 'clean digits',
      deepfool: 'DeepFool’s perturbations',
      'deepfool-2': 'DeepFool’s, times 2',
      'deepfool-3': 'DeepFool’s, times 3',
      'deepfool-10': 'DeepFool’s, times 10',
      fgsm: 'FGSM’s, the shortest',
      'deepfool-rate-20th': 'DeepFool’s, in small steps',
      pgd: 'PGD’s, from the beginning',
    },
    compare: 'See your digit on these networks (4.7 MB)',
    compared: 'Your digit on fc500-150-10, and on the same network trained on',
    comparing: 'Looking for the smallest change on each …',
    verdict: 'Hardest to flip: {best}, {most}. Easiest: {worst}, {least}.',
  },

  universalTry: 'look for one change for all; then make it longer, and look again.',
  universalAsks:
    'how long does it have to be to flip half of the digits, and how long for another classifier?',
  universalText: 'The one change, from {low} to {high}',
  universalLength: 'no longer than',
  universalFind: 'Find one change for all',
  universalStart: 'Looking through {count} digits …',
  universalProgress: 'Pass {pass}: {rate} so far …',
  universalFound: 'One change makes {flipped} of {count} digits read as others.',
  universalNone: 'No change of this length makes even one of {count} digits read as another.',
  universalCost: '{norm} = {l2}, found in {passes}: a fooling rate of {rate}.',
  universalPasses: { one: '{number} pass', other: '{number} passes' },
  universalPerturbed: 'Read as {label} before, as {adversarial} with the change',

  methodsTry: 'choose another norm, and see which changes become longer.',
  methodsAsks:
    'how much shorter than DeepFool’s is the shortest change, and how many more passes does it take?',
  methodsNorm: 'least in',
  methodsRefined: 'DeepFool, refined',
  methodsRunning: '{method} is at work …',
  methodsStopped: 'Stopped.',
  methodsShortest:
    'The smallest change found here is by {method}: {norm}\u00a0=\u00a0{size}. DeepFool’s is {deepfool}.',
  methodsDeepFool:
    'No method found a smaller change here than DeepFool: {norm}\u00a0=\u00a0{deepfool}.',
  methodsAlone:
    'DeepFool’s change is the smallest here, {norm}\u00a0=\u00a0{deepfool}: of these methods only it can keep ℓ₁ small.',
  methodsAre: {
    deepfool: 'Steps to the nearest boundary of the linearised classifier, and repeats.',
    refine: 'Goes on from DeepFool’s answer by steps of DDN towards each of the nearest classes.',
    ddn: 'Gradient steps on a sphere that shrinks while the digit is flipped, and grows while it is not.',
    fgsm: 'One gradient: every pixel moves by the same amount along its sign, unless black or white stops it.',
    pgd: 'Many small gradient steps in a ball, whose radius is searched for.',
    cw: 'Minimises the squared length plus a penalty that counts until the digit is flipped.',
    lbfgs: 'The oldest of these: the same idea, with L-BFGS and the cross-entropy.',
  },
  methodsOwnNorm: {
    length: 'Keeps ℓ₂ small instead.',
    largest: 'Keeps ℓ∞ small instead.',
  },
  methodsPerturbed: 'The digit with the change: read as {adversarial}, before as {label}',
  methodsChange: 'The change by {method}',
  methodsProving: 'Looking for a proof that no much smaller change exists …',
  methodsProved:
    'No change smaller than {lower} exists (proved): the smallest there is has {lower} ≤ {norm} ≤ {upper}.',
  methodsProvedAlone: 'No change with {norm} < {lower} exists (proved).',
  methodsProvedLittle:
    'No change with {norm} < {lower} exists (proved). That is far less than what was found: of this network the proof says little.',
  methodsUnproved: 'Of this classifier nothing is proved: a smaller change may exist.',
  methodsCost: 'passes: {forwards} forward, {pullbacks} backward; {time}',

  planePoint: 'point of the plane',
  planeAt: '{x}, {y}',
  planeKeys:
    'The arrow keys move the point; with Shift in small steps. Page Up and Page Down move it far, Home and End to the edges.',
  coordinates: 'Coordinates',
  coordinate: '{point}, coordinate {axis}',
  vector: '({x}, {y})',

  straightTry: 'drag the point x₀, or turn the line by its handles A and B.',
  straightAsks:
    'make the line vertical, with A above B. Which norms agree on the nearest point, and which has more than one?',
  straightSays:
    'In {norm} the line is {distance} away from x₀. The step r = ({x}, {y}) ends on it, where f is 0; made {overshoot} longer it is across, where f is {f}.',
  straightSaysOn:
    'In {norm} the line is {distance} away from x₀. The step r = ({x}, {y}) ends on it. Without an overshoot only rounding decides the side: f is {f}.',
  onLine: 'x₀ lies on the line: f is 0, and there is nothing to step over.',
  noLine: 'A and B are one point, which does not fix a line.',
  nearestIn: 'Nearest in',
  inNorm: { 2: 'ℓ₂', 1: 'ℓ₁', inf: 'ℓ∞' },
  ball: 'Balls around x₀',
  grow: 'Grow',
  stepBack: 'Back',
  stepOn: 'Step',
  play: 'Play',
  stepShown: 'Step that is shown',
  stepShownOf: '{step} of {last}',

  curvedTry: 'press Step, then drag x₀ to where DeepFool does worst.',
  curvedAsks:
    'where do you have to put x₀ so that DeepFool’s change is more than a quarter too long?',
  boundary: 'Boundary',
  curves: {
    bump: 'a bump',
    ellipse: 'an ellipse',
    wave: 'a wave',
    hyperbola: 'two branches',
    bent: 'bend it yourself',
  },
  curvedStep:
    'Step {step} of {last}: at {x}, f is {f}. The linearised f is 0 on the dashed line, {distance} away; {next} will lie there. Solid lines are levels of f, dotted ones those of its linearisation.',
  curvedEnd: {
    one: 'One step, made {overshoot} longer, and the point is across: f is {f}.',
    other: '{last} steps, their sum made {overshoot} longer, and the point is across: f is {f}.',
  },
  curvedEndOn: {
    one: 'One step. Without an overshoot it ends where f is {f}.',
    other: '{last} steps. Without an overshoot they end where f is {f}.',
  },
  curvedStays: 'After {last} steps the point is still not across: f is {f}.',
  curvedExcess:
    'Its change is {length} long, overshoot included; the nearest boundary is {nearest} away, so it is {excess} too long.',
  onCurve: 'x₀ lies on the boundary: f is 0, and there is nothing to step over.',
  flat: 'Here f is flat: its linearisation never becomes 0, and DeepFool has nowhere to go.',
  deepfoolLength: 'DeepFool’s change',
  nearestLength: 'nearest boundary',
  excess: 'too long by',
  moreThan: 'more than {share}',
  isPositive: ', positive',
  isNegative: ', negative',
  isZero: ', on the boundary',

  classesTry:
    'drag x₀ or a centre, and see which face is the nearest; then make the boundaries curved.',
  classesAsks:
    'with curved boundaries, where does the nearest class change from one step to the next?',
  curvedBoundaries: 'Curved boundaries',
  facesOf: 'The faces of class c = {label}, as they look from here',
  gapColumn: 'gap of the functions',
  slopeColumn: 'length of the difference of the gradients',
  distanceColumn: 'distance',
  isNearest: ' ← nearest',
  classesStep:
    'Step {step} of {last}: of the linearised boundaries of {label}, that with {nearest} is the nearest, {distance} away. The next step ends on it.',
  classesEnd: {
    one: 'One step and the overshoot, {length} long in all: {label} has become {adversarial}.',
    other:
      '{last} steps and the overshoot, {length} long in all: {label} has become {adversarial}.',
  },
  classesStays: 'After {last} steps the class is still {label}.',
  betweenClasses:
    'x₀ lies on the boundary of {label}: two classes are level, and there is nothing to step over.',
  sameClasses: 'All classes have the same gradient here: DeepFool has nowhere to go.',

  distanceAndStep: 'The distance to the line, and the shortest step to it',

  /** What each method does. */
  about: {
    deepfool:
      'DeepFool treats the classifier as linear, steps to the boundary that is then the nearest, and repeats until the digit flips.',
    ddn: 'DDN (Rony and others, 2019) follows the gradient; the change shrinks while it flips the digit, and grows while it does not.',
    cw: 'Carlini and Wagner (2017) add the square of the change’s length and the weighted lead of the old class, and let an optimiser minimise the sum.',
    lbfgs:
      'L-BFGS (Szegedy and others, 2014) adds the change’s length and the loss, with weights, and minimises the sum with quasi-Newton steps.',
    pgd: 'PGD (Madry and others, 2018) takes many gradient steps within a ball, here the smallest in which it finds a flip.',
    fgsm: 'FGSM (Goodfellow and others, 2015) takes one step along the gradient’s signs, here the shortest that flips.',
  },
  below:
    'It can find a smaller change than DeepFool, which treats curved boundaries as straight, stops at the first flip and looks for no shorter way.',
  /** What is kept small. */
  aboutNorm: {
    length: 'ℓ₂ is the root of the sum of squares: many pixels change a little.',
    largest:
      'ℓ∞ is the largest change of any pixel: many pixels change, each by at most this much.',
    sum: 'ℓ₁ is the sum of the sizes of all changes: few pixels change, each by a lot.',
    any: 'ℓₚ is the p-th root of the sum of p-th powers: the larger p, the more pixels change, each by less.',
  },

  along: 'how far along r',
  alongValue: '× {t}',
  alongText: '{t} times the change: read as {label}, {chance} sure',
  alongFlip: '{from} becomes {to} at × {t}',
  amplify: 'amplify',
  amplifyValue: '× {times}',
  amplifyText: 'map and picture show {times} times the change; what is read stays',

  options: 'Options',
  method: 'Flipped by',
  target: 'into',
  anyTarget: 'any other digit',
  towards: 'into {target}',
  norm: 'least in',
  norms: {
    length: 'ℓ₂, the length',
    largest: 'ℓ∞, the largest pixel',
    sum: 'ℓ₁, the sum',
    any: 'ℓₚ, any p',
  },
  shortNorm: 'ℓₚ with p = {p}',
  p: 'p =',
  overshoot: 'overshoot',
  overshootTitle:
    'How much further than the boundary DeepFool goes, as a share of the way: {eta} is {share}. With 0 it may stop on it.',
  box: 'pixels stay between 0 and 1',
  boxTitle: 'Without this, a changed pixel may be whiter than paper or blacker than ink',
  noBox: 'beyond black and white',
  outOfRange: 'This number has to be {min} to {max}; it stays {value}.',
  boxReason: 'Pixels can be kept between 0 and 1 for ℓ₁, ℓ₂ and ℓ∞ only.',
  fgsmReason: 'FGSM moves every pixel by the same amount, so it goes with ℓ∞ only.',
  pgdReason: 'PGD goes with ℓ₂ and ℓ∞.',
  normReason: '{method} goes with ℓ₂ only.',
  refine: 'Make it smaller',
  refineTitle: 'Go on from what DeepFool found to a smaller change that still flips the digit',
  refineReason: 'Only a change that DeepFool found in ℓ₂ can be made smaller.',
  stop: 'Stop',
  running: '{method}: {iterations} …',
  refining: 'Making it smaller: {iterations} …',
  save: 'Save',
  saveTitle: 'Save the changed digit',
  savePicture: 'Picture, 28 × 28',
  savePictureFor: 'as the network takes it: PNG, 0 is paper, 255 is ink',
  saveLarge: 'Large picture',
  saveLargeFor: 'as you see it: PNG, 560 × 560',
  saveNumbers: 'Numbers',
  saveNumbersFor: 'everything shown here: JSON',
  pixelPad: 'The 28 by 28 pixels that the network sees',
  pixelKeys:
    'The arrow keys move, with Home, End, Page Up and Page Down for the diagonals. Space turns a pixel on or off; Shift and an arrow key draws.',
  pixelAt: 'Row {row}, column {column}: {ink} ink',
  pictureDigit: 'Digit {number} of {count} in the picture',
  pictureDigits: 'The digits found in the picture',
  copyLink: 'Copy a link',
  copyLinkFor: 'that opens this very figure',
  copyScript: 'Copy for a post',
  copyScriptFor: 'this figure as three lines of HTML',
  copyFrame: 'Copy as a frame',
  copyFrameFor: 'for hosts that take no scripts',
  copyLocal: 'for this machine alone: readers cannot reach {host}',
  copied: 'Copied: paste it into the HTML of a post.',
  copiedLink: 'Copied: whoever opens the link sees this figure.',
  notCopied: 'The browser does not let this page copy.',
  saved: 'Saved with 256 shades. It is still read as {adversarial}.',
  savedFurther:
    'Saved with 256 shades. To be still read as {adversarial}, the change had to grow from {before} to {after}.',
  savedBoxed:
    'Saved with 256 shades. To be still read as {adversarial} with pixels between 0 and 1, it took another change, of length {after} instead of {before}.',
  savedUnflipped: 'Saved with 256 shades, which undo the change: it is read as {adversarial}.',
};

/** Where a figure cannot run. */
export const embed = {
  unable: 'The interactive figure here needs a browser with WebAssembly SIMD.',
  unreachable: 'The interactive figure here could not be loaded.',
};

export const page = {
  name: 'English',
  title: 'How little makes a 3 an 8',
  headline: 'How little makes a <b class="was">3</b> an <b class="becomes">8</b>',
  description:
    'Draw a digit and watch DeepFool find, as the pen moves, a small change that makes a neural network read another. It runs in your browser; nothing leaves your machine.',
  lede: 'Draw a digit. As your pen moves, DeepFool looks for the smallest change that makes a network read another.',

  fromDisk:
    'Browsers do not run this page from a disk. Open <a href="./deepfool.html">deepfool.html</a> next to it: the same page in one file.',

  seeTitle: 'What you see',
  see: 'The network does not see your drawing but a picture of 28 by 28 pixels, <i>x</i>: centred, scaled, and with strokes as thick as in the digits that it has learnt from. To this picture DeepFool adds a change <i>r</i>. Of all changes with which the network reads another digit, it looks for the smallest. Small is measured in a norm: unless you choose another, ℓ₂, the length of <i>r</i>. The percentage above is then this length as a share of the length of <i>x</i>. <span class="becomes">Orange</span> adds ink, <span class="was">violet</span> takes it away; where there is no colour, next to nothing changes. The sum, <i>x</i> + <i>r</i>, usually still looks like the same digit to you, but the network reads another. Often it does so only just: DeepFool stops as soon as the network’s answer changes, so the two longest bars usually end up nearly level; where the answer changes steeply, the last step can lead further. A screen shows the sum in 256 shades. What you see is read as the other digit in these very shades; if not, the line above the pictures says so.',
  noDigit:
    'The network must pick one of ten. A letter or a face is read as a digit, too, and often confidently. A second, small network, which has seen digits and other drawings, judges whether a drawing is a digit at all; where it finds none, the sentence above says so. It is wrong at times: it takes 0.2% of MNIST’s test digits for no digit, and overlooks 12% of scribbles and 29% of printed letters, not counting those that many people write like a digit, such as B, O, S or Z: of these it overlooks 97%.',

  straightTitle: 'A straight boundary',
  straight1:
    'Begin with two classes, and with two numbers in place of the 784 pixels. The classifier is a function <i>f</i>: where <i>f</i> is positive it says one class, where it is negative the other, and where it is 0 lies the boundary. If <i>f</i> is linear, <i>f</i>(<i>x</i>) = <i>w</i> · <i>x</i> + <i>b</i>, the boundary is a straight line, and the shortest way from <i>x</i>₀ to it is at right angles to it:',
  straight2:
    'Its length is |<i>f</i>(<i>x</i>₀)| / ‖<i>w</i>‖. This <i>r</i> ends on the line, where the classifier is undecided; so DeepFool makes it a little longer, by the overshoot <i>η</i>, usually 2%.',
  straight3:
    'What is nearest depends on how a change is measured. A ball around <i>x</i>₀ grows until it touches the line: in ℓ₂, the usual length, it is round; in ℓ∞, where only the largest coordinate counts, it is a square; in ℓ₁, the sum of the sizes of all coordinates, a square that stands on a corner. So in ℓ₁ only one coordinate changes, and in ℓ∞ all change by the same amount, unless the line is parallel to a side of the square.',

  curvedTitle: 'A curved boundary',
  curved1:
    'A network is not linear: its boundaries are curved, and in general no formula gives the nearest point of one. But near any one point <i>f</i> is almost linear. So DeepFool treats it as linear:',
  curvedStep1:
    'Linearise <i>f</i> at the present point: its value there, and how it changes in each direction.',
  curvedStep2: 'Step to the nearest point at which this linear function is 0.',
  curvedStep3: 'If the class is still the same, repeat from there.',
  curved2:
    'If <i>f</i> is linear, one step is enough. Otherwise each step goes only to where the boundary <em>would be</em> if <i>f</i> were linear. Near the boundary this estimate is good, so the steps usually become short fast. But their sum need not be the shortest way: the first step is often the longest, and its direction takes no account of the curve. The figure shows how much too long the sum is; for a straight boundary it is too long only by the overshoot.',
  curved3:
    'And the overshoot? A step ends where the linearised <i>f</i> is 0. If <i>f</i> itself approaches 0 more slowly, that point is still on the near side of the boundary, and the steps come ever nearer without crossing it. The sum of all steps, made 2% longer, usually crosses it. Set <i>η</i> to 0 and look at <i>f</i> at the end.',

  classesTitle: 'Many classes',
  classes1:
    'A classifier of many classes has a function <i>f</i> for each of them, and answers with the class whose function is the largest. Linearised, these functions cut the space into cells with flat faces; in the plane the cells are polygons. The cell of the present class <i>c</i> shares a face with that of each neighbour <i>k</i>. The nearest face needs the smallest change, so DeepFool’s step number <i>i</i> leads to it:',
  classes2:
    'The nearest need not be the class with the second highest value: it is the class <i>k</i> for which the gap |<i>f</i><sub><i>k</i></sub> − <i>f</i><sub><i>c</i></sub>|, divided by the length of the difference of the gradients, is the smallest.',
  classes3:
    'Where the boundaries are straight, the nearest face is the answer. Where they are curved, the polygon is only an approximation made at one point: it changes with each step, and sometimes another face becomes the nearest. The figure at the top does the same with 784 dimensions in place of two, and with ten classes.',
  how2: 'For the four classifiers at the top, DeepFool needs fewer than three steps (iterations) on average in ℓ₂; in ℓ₁, where a step changes few pixels, up to four. A step ends on a boundary, not beyond it. So DeepFool goes a little further, by the overshoot <i>η</i> = {overshoot}: it makes the sum of all steps longer or, if pixels have to stay between 0 and 1, each step.',

  regionsTitle: 'Inside a real network',
  regions1:
    'The space of all pictures has 784 dimensions, one for each pixel. A screen has two, so here is a plane through that space. Each point of it is a picture. It goes through the digit <i>x</i>, through <i>x</i> + <i>r</i>, and through a third point, which you choose. The network itself reads the points; where its answer changes, there is a boundary.',
  regions2:
    'The boundaries bend, but at each point DeepFool knows only their linear approximations: on this plane, straight lines. It steps to the nearest boundary, linearises again, and steps on. Distances on the plane are true: the difference of two pictures that lie 1 apart has the length 1 in ℓ<sub>2</sub>.',

  stepsTitle: 'The steps',
  steps1:
    'Here is the same path once more, in numbers: each point is a picture, and each picture has ten logits, the network’s scores, one for each class. The network reads the class with the largest. At each point DeepFool works out how far away each other logit would become as large if all of them were linear, and steps to the nearest such place.',
  methodsTitle: 'How small is small?',
  methods1:
    'DeepFool finds a small change fast; it does not promise the smallest. Most other attacks need tens or hundreds of times as many passes through the network, and often find a somewhat smaller change. Here they all work on your digit, and all maps of a change use the same colour scale.',
  methods2:
    'The steps of DeepFool end on the boundary of the linearised network. Where the real boundary bends, a nearer point may lie to the side, or another class may be nearer; an attack that follows the boundary itself can find it. FGSM uses a single gradient and moves the pixels by the same amount, so its change is long in ℓ₂, but its largest change of a pixel can be smaller than DeepFool’s.',

  survivalTitle: 'Does it survive?',
  survival1:
    'Not always. DeepFool stops just across the boundary, so a small disturbance can push the picture back. For the first 1,000 test digits and the network <code>digits</code>, rounding to 256 shades, which saving does, undoes 23% of the changes in ℓ₂ and 33% in ℓ∞. Here the picture is rounded to 256 shades, saved as a JPEG, moved by a pixel up, down, left and right, and covered with noise, each on its own; and all of these are shown to classifiers that DeepFool did not use. The figure at the top goes further where rounding would undo the change; here it is only rounded.',

  finetuningTitle: 'Making it better, and what misleads',
  finetuning1:
    'Can a network learn from its perturbed digits? The paper’s authors trained theirs for five more epochs on the training digits, each with DeepFool’s change added and its right label kept. A change that ends just across the boundary pushes the boundary away from the digit. But a longer change is a mark of its own, and a network can learn to read the mark in place of the digit: it is misled.',
  finetuning2:
    'Here is what became of <code>fc500-150-10</code>, trained further in these ways from several seeds, beside training on clean digits, on FGSM’s shortest changes, and a network that has seen the changes of projected gradient descent from its first epoch on [2].',

  universalTitle: 'One change for all digits',
  universal1:
    'Each digit has a change of its own that flips it. Is there one change that flips them all? Not quite, but there is one for many. Go from digit to digit, add up the steps that DeepFool takes, and never let the sum <i>v</i> become longer than a given length: the <i>v</i> that remains flips many of the digits.',
  universal2:
    'For comparison, a test digit <i>x</i> has a length of about 9.3. The figure shows <i>v</i>, and digits with <i>v</i> added. Most of those that flip become the same digit: look for its shape in <i>v</i>.',
  universalPaper:
    'S.-M. Moosavi-Dezfooli, A. Fawzi, O. Fawzi, P. Frossard: <cite>Universal adversarial perturbations</cite>. CVPR, 2017, pages 1765–1773. <a href="https://arxiv.org/abs/1610.08401">arXiv:1610.08401</a>.',

  rhoTitle: 'How robust is a classifier?',
  rho: 'A digit is hard to flip if <i>r</i> has to be long compared with <i>x</i>. The mean of ‖<i>r</i>‖ / ‖<i>x</i>‖ over a test set <i>D</i>, with the <i>r</i> that DeepFool finds, is <i>ρ</i><sub>adv</sub>. It measures how robust the classifier is: the larger, the more robust.',
  rho2: 'The four classifiers at the top differ in it. Keep the digit, change the classifier, and compare how large <i>r</i> is. <code>softmax</code> is linear: there DeepFool needs one step. If pixels may go beyond black and white, that step is the smallest change there is, made {overshootShare} longer by the overshoot.',
  rho3: 'One digit says little. Here DeepFool, or another attack, works on up to 10,000 test digits, for as many classifiers as you choose, your own included. A mean comes with an interval that holds the mean over all such digits in 95 of 100 samples; the curve says how many digits are still read rightly when changes up to a size are allowed. Two classifiers are compared digit by digit, since that tells them apart with far fewer digits. The files that you can save are those of the command <code>deepfool evaluate</code>, which gives the same numbers.',

  whyTitle: 'Why it matters',
  why: 'Networks of this kind, only larger, read cheques, signs and scans. That a network is right on test pictures says little about the pictures close to them: a change that people hardly notice can make it read something else, and whoever knows the network can compute such a change. Szegedy and others described this in 2014 [1]. DeepFool made small changes cheap to find, so that one can estimate how near they are.',

  helpTitle: 'What helps',
  help: 'Training on perturbed pictures: the DeepFool paper adds five epochs on pictures that DeepFool has perturbed, and reports that <i>ρ</i><sub>adv</sub> grows, and that perturbations made much larger than needed do harm instead. Madry and others [2] train on the perturbations of PGD from the start. Certificates approach the question from the other side: a method such as CROWN [3] proves that no change below some length flips a given picture. The length that DeepFool finds is an upper bound, a certificate gives a lower bound, and the length of the smallest change lies between them.',

  limitsTitle: 'What DeepFool does not promise',
  limitLength:
    '<b>Not the smallest change.</b> What it finds flips the digit, so the smallest change cannot be longer. It may be shorter; only a slower method or a proof can tell.',
  limitNorm:
    '<b>Not small in every norm.</b> DeepFool keeps one norm small. In ℓ₁ the change touches few pixels, each a lot; in ℓ∞ it touches many, each a little.',
  limitNetwork:
    '<b>Not for other networks.</b> The change is made for one classifier. Another may still read the same picture correctly.',
  limitSafety:
    '<b>Not safety.</b> A network for which DeepFool finds only large changes, or none, may still be flipped by other methods.',

  teachersTitle: 'For teachers',
  teachers: 'Four exercises. Each link sets the figure at the top, or one of those below.',
  exerciseStraight:
    '<a href="?lang=en&amp;digit=5&amp;classifier=softmax">A linear classifier</a>: how many steps (iterations) does DeepFool take, and why? Draw other digits. Then change to a classifier with hidden layers: when are there more steps?',
  exerciseNorm:
    '<a href="?lang=en&amp;digit=5&amp;norm=1">The same digit in ℓ₁</a>, <a href="?lang=en&amp;digit=5&amp;norm=2">in ℓ₂</a> and <a href="?lang=en&amp;digit=5&amp;norm=inf">in ℓ∞</a>: how many pixels change, and by how much at most? Which of the three changes would you notice first? In the plane, <a href="?lang=en&amp;straight.norm=1#straight">the nearest point in ℓ₁</a>: turn the line until it moves along the other axis.',
  exerciseOvershoot:
    '<a href="?lang=en&amp;digit=5&amp;overshoot=0.5">An overshoot of 0.5</a>: how much longer is the change than with 0.02, and how sure is the network of its new answer? What is the overshoot for, if a smaller one gives a shorter change? Look where DeepFool ends <a href="?lang=en&amp;curved.overshoot=0&amp;curved.step=50#curved">at a curved boundary, without an overshoot</a>.',
  exerciseRho:
    '<a href="?lang=en&amp;digit=0&amp;classifier=digits">Robustness by hand</a>: note the size of the change relative to the digit for one test digit of each class, and take the mean. Do the same with the classifier <code>softmax</code>. Which one is more robust, and is it also the one with fewer test errors?',

  postTitle: 'In a post of yours',
  post: 'The figure at the top can stand in any post. Its button <b>Save</b> offers it as it is now, with what you have drawn: as three lines of HTML, as a frame for hosts that take no scripts, and as a link. It has its own colours, light and dark, and is in English and Chinese.',
  library:
    'The same attacks are a library for JavaScript, in pages, workers and Node: <code>npm install deepfool-wasm</code>. <a href="./api/index.html">Its reference</a> describes every call.',

  privacyTitle: 'Nothing leaves your machine',
  privacy:
    'The network, DeepFool, and the way from pen strokes to pixels are written in C++ and run in your browser as WebAssembly. This page sends nothing anywhere: no drawing, no picture, no statistics. Its address keeps what you have drawn and set, behind a #: that part of an address stays in the browser.',

  paperTitle: 'The paper',
  paper:
    'S.-M. Moosavi-Dezfooli, A. Fawzi, P. Frossard: <cite>DeepFool: a simple and accurate method to fool deep neural networks</cite>. IEEE Conference on Computer Vision and Pattern Recognition (CVPR), 2016, pages 2574–2582. <a href="https://arxiv.org/abs/1511.04599">arXiv:1511.04599</a>.',
  otherPapers:
    '[1] C. Szegedy and others: <cite>Intriguing properties of neural networks</cite>. ICLR, 2014. <a href="https://arxiv.org/abs/1312.6199">arXiv:1312.6199</a>. [2] A. Madry and others: <cite>Towards deep learning models resistant to adversarial attacks</cite>. ICLR, 2018. <a href="https://arxiv.org/abs/1706.06083">arXiv:1706.06083</a>. [3] H. Zhang and others: <cite>Efficient neural network robustness certification with general activation functions</cite>. NeurIPS, 2018. <a href="https://arxiv.org/abs/1811.00866">arXiv:1811.00866</a>.',
  citeTitle: 'How to cite it',
  cite: 'The method is the paper’s; what runs here is this software. If you use both, please cite both.',
  citePaper: 'The paper',
  citeSoftware: 'The software',
  copy: 'Copy',
  copied: 'Copied',

  data: 'The test digits are from MNIST, by Yann LeCun, Corinna Cortes and Christopher J. C. Burges (CC BY-SA 3.0).',
};
