// Every word of a figure in Chinese; en.js says how they are written. Nothing depends on a number here:
// Chinese has one plural form.

/**
 * The same messages, where one form does for all numbers.
 *
 * @template T
 * @typedef {{ [K in keyof T]: T[K] extends string ? string
 *   : T[K] extends { one: string, other: string } ? string | { one: string, other: string }
 *   : Translated<T[K]> }} Translated
 */

/** @type {Translated<typeof import('./en.js').figure>} */
export const figure = {
  pad: '手写数字的画板',
  hint: '写一个数字',
  undo: '撤销',
  clear: '清除',
  upload: '上传',
  uploadTitle: '从图片中识别数字：选择图片、拖到此处，或直接粘贴',
  camera: '拍照',
  cameraTitle: '拍一张数字的照片',
  drop: '把数字图片拖到这里',
  gallery: '或选一个测试数字',
  galleryDigit: '测试数字 {label}，第 {index} 号',
  classifier: '分类器',
  facts: '{parameters} 个参数 · 测试错误率 {error}',

  seen: '网络看到的',
  change: '扰动',
  changed: '加上扰动后看到的',
  seenText: '网络看到的数字，28 × 28 像素',
  changeText: '每个像素的改变量，从 {low} 到 {high}',
  changedText: '加上扰动后的数字，28 × 28 像素',
  before: '扰动前的概率',
  after: '扰动后的概率',
  taken: '减墨',
  added: '加墨',
  iterations: '{number} 次迭代',
  time: '{time}\u00a0毫秒',
  timeBelow: '不到 {time}\u00a0毫秒',

  flipped: {
    length: '识别为 {label}。只需改变 {relative}，就会被识别为 {adversarial}。',
    largest: '识别为 {label}。每个像素至多改变 {linf}，就会被识别为 {adversarial}。',
    sum: '识别为 {label}。只需改变 {count} 个像素，就会被识别为 {adversarial}。',
  },
  flippedLine: {
    length: '一条线，识别为 {label}。只需改变 {relative}，就会被识别为 {adversarial}。',
    largest: '一条线，识别为 {label}。每个像素至多改变 {linf}，就会被识别为 {adversarial}。',
    sum: '一条线，识别为 {label}。只需改变 {count} 个像素，就会被识别为 {adversarial}。',
  },
  'at boundary': '识别为 {label}，也同样可以识别为 {adversarial}：这个数字已经在决策边界上。',
  'no gradient': '识别为 {label}。分类器在这里是平坦的：微小的改变不会使它更像别的数字。',
  'iteration limit': '识别为 {label}。{iterations}之后依然如此：{method} 未能找到对抗扰动。',
  'already target': '已经识别为 {label}：无需改变。',
  'not finite': '分类器给出了非有限的数值，因此无法计算扰动。',

  detail: '{norm} = {size}，经 {iterations}、{time}求得。',
  detailSoFar: '{norm} = {size}，{method} 目前的结果。',
  detailMethod: '{norm} = {size}，由 {method} 经 {iterations}、{time}求得{compared}',
  detailRefined: '{norm} = {size}，经 {iterations}、{time}缩小{compared}',
  smaller: '：比 DeepFool 的 {before} 小 {share}。',
  larger: '：比 DeepFool 的 {before} 大 {share}。',
  same: '：与 DeepFool 的一样小。',
  uncompared: '。',

  options: '选项',
  method: '攻击方法',
  methods: {
    deepfool: 'DeepFool',
    ddn: 'DDN',
    cw: 'Carlini–Wagner',
    lbfgs: 'L-BFGS',
    pgd: 'PGD',
    fgsm: 'FGSM',
  },
  target: '目标',
  anyTarget: '任意其他数字',
  towards: '目标为 {target}',
  norm: '最小化',
  norms: {
    length: 'ℓ₂，长度',
    largest: 'ℓ∞，最大的像素改变',
    sum: 'ℓ₁，总和',
    any: 'ℓₚ，任意 p',
  },
  shortNorm: 'ℓₚ，p = {p}',
  p: 'p =',
  overshoot: '过冲',
  overshootTitle: 'DeepFool 越过决策边界的比例：0.02 即 2%。设为 0 时可能恰好停在边界上。',
  box: '像素保持在 0 到 1 之间',
  boxTitle: '不勾选时，改变后的像素可能比纸更白，或比墨更黑',
  inBox: '像素在 0 到 1 之间',
  boxReason: '只有 ℓ₁、ℓ₂ 和 ℓ∞ 能把像素限制在 0 到 1 之间。',
  fgsmReason: 'FGSM 对每个像素改变同样的量，因此只适用于 ℓ∞。',
  pgdReason: 'PGD 适用于 ℓ₂ 和 ℓ∞。',
  normReason: '{method} 只适用于 ℓ₂。',

  refine: '继续缩小',
  refineTitle: '从 DeepFool 的扰动出发，寻找更小而仍能改变识别结果的扰动',
  refineReason: '只有 DeepFool 在 ℓ₂ 下找到的扰动才能继续缩小。',
  refineNothing: '{iterations}之内没有找到更小的扰动。',
  stop: '停止',
  stopped: '在 {iterations}后停止。',
  running: '{method}：{iterations}…',
  refining: '正在缩小：{iterations}…',

  save: '保存',
  saveTitle: '保存加上扰动后的数字',
  savePicture: '图片，28 × 28',
  savePictureFor: '网络的输入：PNG，0 为纸，255 为墨',
  saveLarge: '大图',
  saveLargeFor: '如屏幕所见：PNG，560 × 560',
  saveNumbers: '数值',
  saveNumbersFor: '此处显示的全部内容：JSON',
  copyScript: '复制嵌入代码',
  copyScriptFor: '两行 HTML，可贴进文章',
  copyFrame: '复制为 iframe',
  copyFrameFor: '用于不允许脚本的网站',
  copied: '已复制：请粘贴到文章的 HTML 中。',
  notCopied: '浏览器不允许本页复制。',
  saved: '已用 256 级灰度保存，仍被识别为 {adversarial}，‖r‖₂ = {after}。',
  savedStretched:
    '已用 256 级灰度保存。为了仍被识别为 {adversarial}，扰动须增大：‖r‖₂ 从 {before} 变为 {after}。',
  savedUnflipped: '已用 256 级灰度保存，但取整抵消了扰动：它被识别为 {adversarial}。',

  start: '写一个数字：要改变多少，才会变成另一个？',
  dot: '一个点太少，无法识别。请接着写。',
  loading: '正在下载分类器：{share}',
  starting: '正在启动分类器…',
  one: '在图片中找到一个数字。',
  several: '图片中有 {count} 个数字，请选择一个。',
  none: '这张图片中没有找到数字。请换一张浅色纸上写着深色数字、没有太多杂物的图片。',
  found: '图片中 {count} 个数字的第 {number} 个',
  foundIn: '图片中找到的数字',

  universalText: '通用扰动，从 {low} 到 {high}',
  universalLength: '长度不超过',
  universalFind: '寻找通用扰动',
  universalStart: '正在查看 {count} 个数字…',
  universalProgress: '第 {pass} 遍：目前为 {rate}…',
  universalFound: '同一个扰动使 {count} 个数字中的 {flipped} 个被识别为别的数字。',
  universalNone: '在这个长度内，没有一个扰动能使 {count} 个数字中的任何一个被识别为别的数字。',
  universalCost: '{norm} = {l2}，经 {passes}求得：欺骗率为 {rate}。',
  universalPasses: '{number} 遍',
  universalMoved: '原来识别为 {label}，加上扰动后识别为 {adversarial}',

  error: {
    fetch: '有文件无法下载。网络是否还连着？',
    model: '此文件不是这里能够运行的分类器。',
    'test vector': '分类器与其说明不符：它没有通过自带的测试，因此不予使用。',
    options: '这些选项不能一起使用。',
    worker: '分类器意外停止了。',
    picture: '无法将此文件作为图片读取。',
  },
  retry: '重试',
};

/** @type {Translated<typeof import('./en.js').embed>} */
export const embed = {
  unable: '此处的交互图需要支持 WebAssembly SIMD 的浏览器。',
  unreachable: '此处的交互图无法加载。',
};
