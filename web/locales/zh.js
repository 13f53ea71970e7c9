// Every word in Chinese; en.js says how they are written. Nothing depends on a number here:
// Chinese has one plural form.

/** @type {import('./en.js').Translated<typeof import('./en.js').figure>} */
export const figure = {
  figures: {
    digit: '写一个数字，看 DeepFool 如何改变识别结果',
    regions: '真实网络的内部',
    steps: '一步一步',
    survival: '扰动经得起处理吗？',
    robustness: '各有多鲁棒？',
    finetuning: '用扰动过的数字再训练',
    methods: '多小才算小？',
    universal: '一个扰动，对付所有数字',
    straight: '直的决策边界',
    curved: '弯的决策边界',
    classes: '许多类别',
  },
  pad: '手写数字的画板：',
  onPad: {
    nothing: '空白。',
    strokes: '{count} 笔。',
    pixels: '空白，其位置显示像素。',
    gallery: '空白，其位置显示测试数字 {label}。',
    picture: '空白，其位置显示图片。',
  },
  padKeys:
    '方向键移动画笔，Home、End、Page Up、Page Down 键沿对角线移动。空格键落笔和抬笔。Control 加 Z 撤销一笔。',
  penDown: '落笔，第 {row} 行，第 {column} 列',
  penUp: '抬笔，第 {row} 行，第 {column} 列',
  pixels: '像素',
  pixelsTitle: '用点击或按键逐个开关像素',
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
  perturbed: '加上扰动后看到的',
  nothing: '尚无内容',
  seenUnread: '网络看到的图画，28 × 28 像素',
  seenText: '网络看到的数字，28 × 28 像素：识别为 {label}，概率 {chance}',
  changeText:
    '扰动：{added} 个像素加墨，至多 {high}；{taken} 个像素减墨，至多 {low}；主要在{place}',
  noChangeText: '没有改变',
  places: ['左上', '上方', '右上', '左侧', '中间', '右侧', '左下', '下方', '右下'],
  perturbedText: '加上扰动后的数字：识别为 {adversarial}，概率 {chance}，而 {label} 为 {before}',
  unchangedText: '加上扰动后的数字：仍识别为 {label}，概率 {chance}',
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
    sum: '识别为 {label}。只需改变 {count} 个像素，每个至多 {linf}，就会被识别为 {adversarial}。',
  },
  flippedLine: {
    length: '一条线，识别为 {label}。只需改变 {relative}，就会被识别为 {adversarial}。',
    largest: '一条线，识别为 {label}。每个像素至多改变 {linf}，就会被识别为 {adversarial}。',
    sum: '一条线，识别为 {label}。只需改变 {count} 个像素，每个至多 {linf}，就会被识别为 {adversarial}。',
  },
  spoken: {
    length: '{label} 变为 {adversarial}，改变 {relative}。',
    largest: '{label} 变为 {adversarial}，每个像素至多改变 {linf}。',
    sum: '{label} 变为 {adversarial}，改变 {count} 个像素，每个至多 {linf}。',
  },
  outside: '{number} 个像素超出黑白范围（已标出）；像这里这样截断后，图片识别为 {clipped}。',
  'at boundary': '识别为 {label}，也同样可以识别为 {adversarial}：这个数字已经在决策边界上。',
  'no gradient': '识别为 {label}。分类器在这里是平坦的：微小的改变不会使它更像别的数字。',
  'iteration limit': '识别为 {label}。{iterations}之后依然如此：{method} 未能找到对抗扰动。',
  'already target': '已经识别为 {label}：无需改变。',
  'not finite': '分类器给出了非有限的数值，因此无法计算扰动。',

  detail: '{norm} = {size}{rounded}，{iterations}，{time}。',
  detailSoFar: '{norm} = {size}{rounded}，{method} 目前的结果。',
  detailMethod: '{norm} = {size}{rounded}，{method}，{iterations}，{time}{compared}',
  detailRefined: '{norm} = {size}{rounded}，经 {iterations}、{time}缩小{compared}',
  rounded: '（256 级灰度下为 {size}）',
  roundedOther: '（所示为另一个扰动，{size}，在 256 级灰度下有效）',
  roundedUndone: '（256 级灰度下识别为 {adversarial}）',
  smaller: '：比 DeepFool 的 {before} 小。',
  larger: '：比 DeepFool 的 {before} 大。',
  same: '：与 DeepFool 的一样小。',
  uncompared: '。',

  methods: {
    deepfool: 'DeepFool',
    ddn: 'DDN',
    cw: 'Carlini–Wagner',
    lbfgs: 'L-BFGS',
    pgd: 'PGD',
    fgsm: 'FGSM',
  },

  refineNothing: '{iterations}之内没有找到更小的扰动。',
  stopped: '在 {iterations}后停止。',

  start: '写一个数字：要改变多少，才会变成另一个？',
  dot: '一个点太少，无法识别。请接着写。',
  loading: '正在下载分类器：{share}',
  loadingOf: '分类器',
  starting: '正在启动分类器…',
  one: '在图片中找到一个数字。',
  several: '图片中有 {count} 个数字，请选择一个。',
  none: '这张图片中没有找到数字。请换一张浅色纸上写着深色数字、没有太多杂物的图片。',

  error: {
    fetch: '有文件无法下载。请检查网络连接。',
    model: '此文件不是这里能够运行的分类器。',
    missing: '这个分类器是一个不在本机上的文件。请把它拖到这里。',
    'test vector': '分类器与其说明不符：它没有通过自带的测试，因此不予使用。',
    options: '这些选项不能一起使用。',
    worker: '分类器意外停止了。',
    policy:
      '本站的安全策略（CSP）禁止 WebAssembly：须在 script-src 中加上 ‘wasm-unsafe-eval’（连同单引号）。',
    memory: '浏览器的内存不足，无法完成。',
    picture: '无法将此文件作为图片读取。可以使用 PNG、JPEG、WebP、GIF、BMP 和 SVG 文件。',
  },
  revived: '分类器曾意外停止，现已重新启动。',
  retry: '重试',
};

/** @type {import('./en.js').Translated<typeof import('./en.js').laterFigures>} */
export const laterFigures = {
  heights: {
    straight: `max(
      34.5rem,
      min(45% + 11.3rem, 75% - 6.1rem),
      min(75% + 38.6rem, (52rem - 100%) * 9999),
      min(75% + 42.9rem, (30.55rem - 100%) * 9999),
      min(75% + 43.6rem, (22.25rem - 100%) * 9999),
      min(75% + 47.8rem, (20.75rem - 100%) * 9999),
      min(75% + 52.1rem, (20.25rem - 100%) * 9999)
    )`,
    curved: `max(
      34.5rem,
      min(45% + 11.3rem, 75% - 6.1rem),
      min(75% + 32.3rem, (52rem - 100%) * 9999),
      min(75% + 37.4rem, (30.55rem - 100%) * 9999),
      min(75% + 41rem, (23.75rem - 100%) * 9999),
      min(75% + 42.8rem, (21.75rem - 100%) * 9999),
      min(75% + 45rem, (20.25rem - 100%) * 9999)
    )`,
    classes: `max(
      34.5rem,
      min(45% + 11.3rem, 75% - 6.1rem),
      min(75% + 35rem, (52rem - 100%) * 9999),
      min(75% + 39.3rem, (30.55rem - 100%) * 9999),
      min(75% + 43.9rem, (28.5rem - 100%) * 9999),
      min(75% + 47.3rem, (20.25rem - 100%) * 9999)
    )`,
    regions: `max(
      48.2rem,
      min(52.1rem, (60rem - 100%) * 9999),
      min(100% + 11.1rem, 57rem, (60rem - 100%) * 9999),
      min(100% + 40.2rem, (36.05rem - 100%) * 9999),
      min(100% + 41.7rem, (31.05rem - 100%) * 9999),
      min(100% + 48rem, (26.25rem - 100%) * 9999),
      min(100% + 49.3rem, (23.5rem - 100%) * 9999),
      min(100% + 50.8rem, (22.05rem - 100%) * 9999),
      min(100% + 52.9rem, (21.25rem - 100%) * 9999),
      min(100% + 56.5rem, (20.25rem - 100%) * 9999),
      min(100% + 60.7rem, (18.05rem - 100%) * 9999)
    )`,
    steps: `max(
      35.5rem,
      min(45.3rem, (56rem - 100%) * 9999),
      min(47.9rem, (20.75rem - 100%) * 9999)
    )`,
    methods: `max(
      68.1rem,
      min(71.3rem, (44rem - 100%) * 9999),
      min(90.1rem, (36.05rem - 100%) * 9999),
      min(94rem, (27.25rem - 100%) * 9999),
      min(106.3rem, (25.1rem - 100%) * 9999),
      min(107.4rem, (22rem - 100%) * 9999),
      min(128.7rem, (21.55rem - 100%) * 9999),
      min(131.3rem, (20.75rem - 100%) * 9999),
      min(145.2rem, (18.75rem - 100%) * 9999),
      min(146.4rem, (17rem - 100%) * 9999)
    )`,
    survival: `max(
      42.5rem,
      min(48.1rem, (56rem - 100%) * 9999),
      min(40% + 57.7rem, (36.05rem - 100%) * 9999),
      min(40% + 61.8rem, (33rem - 100%) * 9999),
      min(40% + 63.7rem, (21rem - 100%) * 9999),
      min(40% + 67.4rem, (20.25rem - 100%) * 9999),
      min(40% + 69rem, (16.75rem - 100%) * 9999)
    )`,
    robustness: `max(
      19.7rem,
      min(22.9rem, (50.5rem - 100%) * 9999),
      min(26.8rem, (28.25rem - 100%) * 9999),
      min(30.6rem, (21rem - 100%) * 9999),
      min(32.7rem, (20.25rem - 100%) * 9999)
    )`,
    finetuning: `max(
      31% + 42.3rem,
      min(31% + 43.4rem, (56rem - 100%) * 9999),
      min(124% + 48.7rem, (36.05rem - 100%) * 9999),
      min(124% + 52.3rem, (33.5rem - 100%) * 9999),
      min(124% + 55.9rem, (31.5rem - 100%) * 9999),
      min(124% + 59.5rem, (29.5rem - 100%) * 9999),
      min(124% + 60.8rem, (27.5rem - 100%) * 9999),
      min(124% + 65.5rem, (25.5rem - 100%) * 9999),
      min(124% + 68.7rem, (20.5rem - 100%) * 9999),
      min(124% + 72.9rem, (18.5rem - 100%) * 9999),
      min(124% + 75.5rem, (17.5rem - 100%) * 9999),
      min(124% + 76.4rem, (16rem - 100%) * 9999)
    )`,
    universal: `max(
      17.5rem,
      min(19rem, (40.5rem - 100%) * 9999),
      min(22.3rem, (30.5rem - 100%) * 9999),
      min(24.3rem, (21.25rem - 100%) * 9999),
      min(27.8rem, (20.25rem - 100%) * 9999),
      min(29.8rem, (17.25rem - 100%) * 9999)
    )`,
  },

  ownClassifier: '自己的',
  ownTitle: '自己的分类器',
  ownOpen: '打开文件',
  ownNone: '其中没有 ONNX 文件。',
  ownAddress: 'ONNX 文件的地址',
  ownFetch: '获取',
  ownAbout:
    '图像分类器的 ONNX 文件，PyTorch、Keras 等都能导出；如果权重在旁边的另一个文件里，请同时给出两个文件。可以拖到页面的任何地方。文件不会被发送到任何地方。',
  ownFacts: {
    input: '输入',
    classes: '类别',
    parameters: '参数',
    operators: '算子',
    producer: '生成软件',
  },
  ownConvention: '它需要怎样的图像',
  ownFound:
    '图像按下面的方式给出时，它读对 {samples} 个测试数字中的 {right} 个；这种方式是试出来的。',
  ownReads:
    '图像按下面的方式给出时，它读对 {samples} 个测试数字中的 {right} 个；最好的方式能读对 {best} 个。',
  ownFew: '它是数字的分类器吗？',
  ownRange: '从纸到墨',
  ownRangeOf: '{low} 到 {high}',
  ownFlags: {
    inverted: '白底黑字',
    transposed: '逐列',
    channelsLast: '通道在最后',
  },
  ownNames: '类别的名称',
  ownNamesExample: '零, 一, 二, ...',
  ownKeep: '保存在此浏览器中',
  notKept: '此浏览器无法保存它。',
  ownRemove: '移除 {name}',
  try: '试一试：',
  question: '问题：',
  /** Between two sentences. */
  gap: '',
  zoomIn: '放大',
  zoomOut: '缩小',
  centre: '把该点移到中央',
  wholeView: '显示全部',
  noDigit: '这不像任何数字，但分类器只能从十个数字中选一个。',
  stepCount: '{number} 步',
  stepOf: '第 {step} 步，共 {steps} 步',

  regionsTry: '在平面上移动或点击，看网络在那里读出什么；再放大路径的终点附近。',
  regionsQuestion: '虚线是 DeepFool 估计的决策边界。在多大范围内，真正的边界与它相近？',
  regionsWait: '正在计算平面。',
  regionsFound: '识别为 {label}；DeepFool 经 {steps}到达 {adversarial}，{norm}。',
  regionsPlanar:
    '若只许留在这个平面上，即只看 784 维中的两维{unboxed}，它经 {steps}到达 {adversarial}，走了 {length}，而不是 {before}。',
  unboxed: '、也不限像素的范围',
  regionsPlanarSame:
    '若只许留在这个平面上，即只看 784 维中的两维{unboxed}，它经 {steps}到达 {adversarial}，一样远。',
  regionsNoPlanar: '若只许留在这个平面上，它走不出这个区域。',
  regionsNoPath:
    '识别为 {label}；DeepFool 找不到通向其他类别的路，平面显示的是这个数字周围的情形。',
  pathInside: '整条路径都在平面上。',
  pathBeside: '路径中途离开平面，最远 {distance}；图中画的是各点在平面上的投影。',
  regionsText:
    '穿过全部数字图片空间的一个平面，分为类别 {classes} 的区域。数字位于 0，0，识别为 {label}。',
  regionsEnd: 'DeepFool 止于 {point}，在那里识别为 {adversarial}。',
  regionsThird: '第三个点位于 {point}。',
  lookingPoint: '所看的点',
  pointPicture: '这一点上的数字，识别为 {label}',
  pointRead: '识别为 {label}',
  classColumn: '类别',
  logitColumn: 'logit',
  third: '平面的第三个点',
  thirdNext: '走向下一个类别',
  thirdRandom: '任意方向',
  thirdClass: '走向 {label}',
  thirdDigit: '测试数字 {label}',
  linearFrom: '决策边界，线性化于 {point}（{place}）',
  trueBoundary: '两个类别之间的决策边界',
  linearBoundary: '下一条边界，在该点线性化',
  pathOfDeepfool: 'DeepFool',
  pathInPlane: '只在平面内的 DeepFool',

  stepsTry: '逐点走一遍，观察当前类别与最近的另一类别的条形。',
  stepsQuestion: '哪一步最长？为什么不是只有这一步？',
  readAs: '识别为',
  pointColumn: '点',
  pointOnPath: '路径上的点',
  stepsStep:
    '在 {name}，网络读出 {read}。在该点线性化后，最近的是与 {chosen} 的决策边界：这一步长 {length}，正好走到那里。',
  stepsCrossed:
    '在 {name}，网络已读出 {read}，但领先得还不够多，不能算数。在该点线性化后，最近的是与 {chosen} 的决策边界，相距 {length}。',
  stepsTowards:
    '在 {name}，网络读出 {read}。目标是 {target}，领先它最多的类别是 {chosen}：在该点线性化后，走 {length} 就越过这两者之间的决策边界。',
  stepsEnd:
    '{name} 识别为 {read}。到这里的路是各步之和再加长 {overshoot}：这就是过冲，它使终点从边界移到另一侧。',
  stepsEndInBox:
    '{name} 识别为 {read}。每一步都在走到边界之后再多走 {overshoot}：这就是过冲，它使终点移到另一侧。',
  stepsGaveUp: '{name} 识别为 {read}：DeepFool 不再前进。',
  stepsTable: '各步，以及每一点上的十个 logit',
  nearestColumn: '最近',
  leaderColumn: '领先',
  lengthColumn: '步长',

  survivalTry: '把扰动放大到超过 DeepFool 的结果，看看要多大才经得起各种处理。',
  survivalQuestion: '哪些处理会抵消 DeepFool 的扰动？这个扰动能骗过别的网络吗？',
  further: '扰动',
  askAll: '用全部四个分类器识别（3.6 MB）',
  treatments: {
    none: '原样',
    bytes: '取整为 256 级灰度',
    jpeg: 'JPEG，质量 {quality}',
    shift: '移动一个像素',
    noise: '噪声 {deviation}',
  },
  flip: { stays: '仍有效', gone: '已抵消', partly: '部分有效' },
  transfer: { stays: '被骗过', gone: '未被骗过', partly: '部分被骗' },
  triesOf: '{tries} 次中 {stays} 次',
  pictureColumn: '图片',
  madeFor: '针对它求得',
  ownLength: '它自己的扰动长度',
  survivalTable:
    '各分类器对每张图片的识别结果：若与它对 x 的识别结果不同，就是被骗过。四次移动和八次噪声，列出的是骗过它的次数。',
  survivalNoFlip: '识别为 {label}；DeepFool 没有找到任何扰动。',
  survivalFound:
    '这个扰动是针对 {name} 求得的，{name} 原来识别为 {label}；{all} 次尝试中有 {stays} 次仍有效。未经处理的图片骗过了另外 {count} 个分类器中的 {fooled} 个。',

  robustness: {
    try: '按“开始”。数字以随机顺序到来，所以任何时候看到的都是对整体的估计。',
    question: '错误最少的分类器也最鲁棒吗？在哪些数字上并非如此？',
    classifiers: '分类器',
    noClassifier: '请选择分类器。',
    digits: '数字个数',
    fewDigits: '单文件页面只带有 {most} 个测试数字；多文件页面带有全部 10,000 个。',
    start: '开始',
    pause: '暂停',
    resume: '继续',
    cancel: '结束',
    progressBar: '已完成多少',
    preparing: '正在获取数字和分类器…',
    running: '{total} 次攻击已完成 {done} 次；还需 {left}',
    paused: '{total} 次攻击已完成 {done} 次；已暂停',
    cancelled: '{total} 次攻击完成了 {done} 次；已结束',
    done: '{total} 次攻击',
    seconds: '{seconds}\u00a0秒',
    minutes: '{minutes}\u00a0分钟',
    noneFlipped: '没有数字的识别结果被改变。',
    only: {
      length: '{name}：改变识别结果平均需要数字长度的 {mean}。',
      largest: '{name}：改变识别结果平均需要数字最大像素值的 {mean}。',
      sum: '{name}：改变识别结果所需的改变之和平均为 {mean}。',
    },
    best: {
      length:
        '最鲁棒的是 {name}：改变识别结果平均需要数字长度的 {mean}。最不鲁棒的是 {other}，只需 {least}。',
      largest:
        '最鲁棒的是 {name}：改变识别结果平均需要数字最大像素值的 {mean}。最不鲁棒的是 {other}，只需 {least}。',
      sum: '最鲁棒的是 {name}：改变识别结果所需的改变之和平均为 {mean}。最不鲁棒的是 {other}，只需 {least}。',
    },
    summary: '每个分类器有多鲁棒',
    classifier: '分类器',
    mean: '平均',
    intervalColumn: '95% 置信区间',
    interval: '{low} 至 {high}',
    error: '测试错误率',
    flipped: '成功率',
    iterations: '迭代次数',
    distribution: '各个数字需要多大的改变',
    distributionOf: '{name}：平均 {mean}，标准差 {deviation}。',
    curve: '准确率与改变的大小',
    curveOf: '{name}：不改变时 {first}，在 {quarterSize} 处 {quarter}，在 {halfSize} 处 {half}。',
    curveTable: '以表格显示曲线',
    kept: '未被改变',
    accuracy: '识别正确',
    bound: '攻击找到的是最小扰动的上界，所以真正的曲线与图中的重合或在其下方。',
    lookAt: '细看',
    byClass: '按识别出的类别',
    class: '类别',
    flips: '各类别的数字变成了什么',
    fromTo: '从，到',
    easiest: '最容易改变的',
    hardest: '最难改变的',
    digit: '测试数字 {label}，第 {number} 个：{predicted} 变为 {adversarial}，{size}',
    shown: '页首的图现在显示这个数字。',
    pairs: '在相同的数字上',
    pair: '{better} 比 {worse} 更鲁棒：相差 {difference}（{interval}），在 {all} 个数字中的 {larger} 个上如此。',
    pairUnsure:
      '{better} 与 {worse} 没有明显差别：相差 {difference}（{interval}）；在 {all} 个数字中的 {larger} 个上 {better} 需要更大的改变。',
    otherWay: '在 {number} 个数字上，{worse} 需要更大的改变；差别最大的是：',
    otherWayDigits: '{worse} 需要更大改变的数字',
    noOtherWay: '没有一个数字上 {worse} 需要更大的改变。',
    paper: '论文的表 1 和表 2（DeepFool），以及此处的结果',
    paperButton: '论文的表',
    theirs: '论文的',
    paperNote:
      '平均值取自 10,000 个测试数字，像素可以超出 0 到 1，与论文相同。论文的网络是另外训练的，层次大致相同，细节有别；作者在除以 x 的范数之前先从 x 中减去了平均图片。',
    saveRows: '{name} 的各行',
    saveRowsFor: '每个数字一行：CSV',
    saveReport: '{name} 的报告',
    saveReportFor: '各行的统计：JSON',
    saveSvg: '{plot}',
    saveSvgFor: '可缩放：SVG',
    savePng: '{plot}',
    savePngFor: '如屏幕所见：PNG',
    saved: '已保存。',
  },

  finetuning: {
    try: '移动训练轮数，看哪些曲线上升、哪些下降；然后看看您的数字在这样训练过的网络上怎样。',
    question: '用扰动过的数字训练，总能让网络更难被欺骗吗？',
    epoch: '训练轮数',
    epochs: '轮数',
    atFirst:
      '继续训练之前，要改变 {name} 对一个数字的识别，扰动平均需达数字长度的 {rho}；测试数字中读错的占 {error}。',
    then: '用 DeepFool 扰动过的数字再训练 {epoch} 轮之后，扰动平均需达数字长度的 {rho}（之前 {first}），读错的测试数字占 {error}（之前 {firstError}）。若把这些扰动放大到两倍：{misled}，读错 {misledError}。',
    curves: {
      rho_adv: '改变识别所需的扰动与数字长度之比 ρ_adv',
      test_error: '读错的测试数字（对数刻度）',
    },
    curveOf: '{name}：从 {first} 到 {last}。',
    table: '第 {epoch} 轮之后：各随机种子的平均值 ± 标准差',
    trainedOn: '再训练所用的数字',
    columns: { rho_adv: 'ρ_adv', test_error: '测试错误率' },
    note: {
      'fc500-150-10':
        'ρ_adv：ℓ₂ 下的 DeepFool，像素可以超出 0 到 1，取全部 10,000 个测试数字。小步训练：学习率为十分之一。PGD：从头训练，数值是训练结束时的。',
      lenet:
        'ρ_adv：ℓ₂ 下的 DeepFool，像素可以超出 0 到 1，随机取 1,000 个测试数字；一个随机种子。',
    },
    variants: {
      plain: '原来的网络',
      clean: '未扰动的数字',
      deepfool: 'DeepFool 的扰动',
      'deepfool-2': 'DeepFool 扰动的 2 倍',
      'deepfool-3': 'DeepFool 扰动的 3 倍',
      'deepfool-10': 'DeepFool 扰动的 10 倍',
      fgsm: 'FGSM 的最短扰动',
      'deepfool-rate-20th': 'DeepFool 的扰动，小步训练',
      pgd: 'PGD 的扰动，从头训练',
    },
    compare: '看您的数字在这些网络上怎样（4.7 MB）',
    compared: '您的数字在 fc500-150-10 上，以及在用这些数字训练过的同一网络上',
    comparing: '正在每个网络上寻找最小的扰动…',
    verdict: '最难改变：{best}，{most}。最容易改变：{worst}，{least}。',
  },

  universalTry: '先寻找一个通用扰动，再把长度调大，重新寻找。',
  universalAsks: '要改变一半数字的识别结果，它须有多长？换一个分类器呢？',
  universalText: '通用扰动，从 {low} 到 {high}',
  universalLength: '长度不超过',
  universalFind: '寻找通用扰动',
  universalStart: '正在查看 {count} 个数字…',
  universalProgress: '第 {pass} 遍：目前为 {rate}…',
  universalFound: '同一个扰动使 {count} 个数字中的 {flipped} 个被识别为别的数字。',
  universalNone: '在这个长度内，没有一个扰动能使 {count} 个数字中的任何一个被识别为别的数字。',
  universalCost: '{norm} = {l2}，经 {passes}求得：欺骗率为 {rate}。',
  universalPasses: '{number} 遍',
  universalPerturbed: '原来识别为 {label}，加上扰动后识别为 {adversarial}',

  methodsTry: '换一个范数，看看哪些扰动变长了。',
  methodsAsks: '最短的扰动比 DeepFool 的短多少？要多算多少次？',
  methodsNorm: '最小化',
  methodsRefined: 'DeepFool，再缩小',
  methodsRunning: '{method} 正在计算…',
  methodsStopped: '已停止。',
  methodsShortest: '这里最小的扰动由 {method} 求得：{norm} = {size}。DeepFool 的是 {deepfool}。',
  methodsDeepFool: '这里没有方法求得比 DeepFool 更小的扰动：{norm} = {deepfool}。',
  methodsAlone:
    '这里最小的扰动由 DeepFool 求得：{norm} = {deepfool}。这些方法中只有它能最小化 ℓ₁。',
  methodsAre: {
    deepfool: '一步走到线性化分类器最近的决策边界，再重复。',
    refine: '从 DeepFool 的结果出发，用 DDN 依次朝各个最近的类别继续缩小扰动。',
    ddn: '在球面上沿梯度走；识别结果已改变时球面缩小，否则扩大。',
    fgsm: '只用一次梯度：每个像素按梯度的符号改变同样的量，除非已到黑或白。',
    pgd: '在一个球内沿梯度走许多小步，并搜索球的半径。',
    cw: '最小化长度的平方，识别结果未改变时再加上惩罚。',
    lbfgs: '其中最早的方法：思路相同，用 L-BFGS 优化，损失为交叉熵。',
  },
  methodsOwnNorm: { length: '它最小化的是 ℓ₂。', largest: '它最小化的是 ℓ∞。' },
  methodsPerturbed: '加上扰动后的数字：识别为 {adversarial}，原来为 {label}',
  methodsChange: '{method} 求得的扰动',
  methodsProving: '正在证明不存在小得多的扰动…',
  methodsProved:
    '已证明：不存在小于 {lower} 的扰动。真正最小的扰动满足 {lower} ≤ {norm} ≤ {upper}。',
  methodsProvedAlone: '已证明：不存在 {norm} < {lower} 的扰动。',
  methodsProvedLittle:
    '已证明：不存在 {norm} < {lower} 的扰动。这远小于已求得的扰动：对这个网络，证明能说明的很少。',
  methodsUnproved: '对这个分类器没有证明：可能存在更小的扰动。',
  methodsCost: '前向 {forwards} 次，反向 {pullbacks} 次，{time}',

  planePoint: '平面上的点',
  planeAt: '{x}，{y}',
  planeKeys:
    '方向键移动这个点；按住 Shift 则小步移动。Page Up 和 Page Down 键移动得更远，Home 和 End 键移到边缘。',
  coordinates: '坐标',
  coordinate: '{point} 的第 {axis} 个坐标',
  vector: '({x}, {y})',

  straightTry: '拖动点 x₀，或用端点 A 和 B 转动直线。',
  straightAsks: '把直线竖直，A 在 B 的上方。哪些范数的最近点相同？哪个范数有不止一个最近点？',
  straightSays:
    '按 {norm}，直线到 x₀ 的距离是 {distance}。步 r = ({x}, {y}) 正好落在直线上，那里 f 为 0；再加长 {overshoot} 就越过了直线，那里 f 为 {f}。',
  straightSaysOn:
    '按 {norm}，直线到 x₀ 的距离是 {distance}。步 r = ({x}, {y}) 正好落在直线上。没有过冲，落在哪一侧只由舍入误差决定：f 为 {f}。',
  onLine: 'x₀ 就在直线上：f 为 0，无需越过。',
  noLine: 'A 和 B 是同一个点：它不能确定一条直线。',
  nearestIn: '范数',
  inNorm: { 2: 'ℓ₂', 1: 'ℓ₁', inf: 'ℓ∞' },
  ball: 'x₀ 周围的球',
  grow: '增大',
  stepBack: '上一步',
  stepOn: '下一步',
  play: '播放',
  stepShown: '显示第几步',
  stepShownOf: '{step} / {last}',

  curvedTry: '按“下一步”，再把 x₀ 拖到 DeepFool 表现最差的地方。',
  curvedAsks: '把 x₀ 放在哪里，DeepFool 的扰动才会比最短的长出四分之一以上？',
  boundary: '边界',
  curves: {
    bump: '一个鼓包',
    ellipse: '椭圆',
    wave: '波浪线',
    hyperbola: '两支曲线',
    bent: '由你来弯',
  },
  curvedStep:
    '第 {step} 步，共 {last} 步：在 {x} 处，f 为 {f}。线性化后的 f 在虚线上为 0，距离 {distance}，{next} 就在那里。实线是 f 的等值线，点线是线性化的等值线。',
  curvedEnd: '走了 {last} 步，总和再加长 {overshoot}，就越过了边界：f 为 {f}。',
  curvedEndOn: '走了 {last} 步。没有过冲，终点处 f 为 {f}。',
  curvedStays: '走了 {last} 步，还没有越过边界：f 为 {f}。',
  curvedExcess: '这个扰动连同过冲长 {length}；最近的边界距离 {nearest}，所以它长出了 {excess}。',
  onCurve: 'x₀ 就在边界上：f 为 0，无需越过。',
  flat: '这里 f 是平的：它的线性化永远不为 0，DeepFool 无处可去。',
  deepfoolLength: 'DeepFool 的扰动',
  nearestLength: '最近的边界',
  excess: '长出',
  moreThan: '超过 {share}',
  isPositive: '，为正',
  isNegative: '，为负',
  isZero: '，在边界上',

  classesTry: '拖动 x₀ 或某个中心，看哪条边最近；再把边界变弯。',
  classesAsks: '边界弯曲时，找一个点，使最近的类别从一步到下一步有所不同。',
  curvedBoundaries: '弯曲的边界',
  facesOf: '类别 c = {label} 的各条边，从这里看',
  gapColumn: '函数值之差',
  slopeColumn: '梯度之差的长度',
  distanceColumn: '距离',
  isNearest: ' ← 最近',
  classesStep:
    '第 {step} 步，共 {last} 步：{label} 的线性化边界中，与 {nearest} 的那条最近，距离 {distance}。下一步就落在它上面。',
  classesEnd: '走了 {last} 步，连同过冲共长 {length}：{label} 变成了 {adversarial}。',
  classesStays: '走了 {last} 步，类别仍是 {label}。',
  betweenClasses: 'x₀ 就在 {label} 的边界上：两个类别的函数值相等，无需越过。',
  sameClasses: '这里所有类别的梯度都相同：DeepFool 无处可去。',

  distanceAndStep: '到直线的距离，以及到它的最短一步',

  about: {
    deepfool:
      'DeepFool 在当前点把分类器线性化，走到此时最近的决策边界，如此重复，直到识别结果改变。',
    ddn: 'DDN（Rony 等，2019）沿梯度前进：识别结果已改变时缩小扰动，未改变时放大扰动。',
    cw: 'Carlini 和 Wagner（2017）把扰动长度的平方与原类别的领先幅度加权相加，用优化器求其最小值。',
    lbfgs: 'L-BFGS（Szegedy 等，2014）把扰动的长度与损失加权相加，用拟牛顿法求其最小值。',
    pgd: 'PGD（Madry 等，2018）在一个球内走许多步梯度，此处取能找到对抗扰动的最小的球。',
    fgsm: 'FGSM（Goodfellow 等，2015）沿梯度的符号走一步，此处取能改变识别结果的最短一步。',
  },
  below:
    '它的结果可能比 DeepFool 的小：DeepFool 把弯曲的边界当作平直的，识别结果一变就停下，不再寻找更短的路。',
  aboutNorm: {
    length: 'ℓ₂ 是平方和的平方根：许多像素各变一点。',
    largest: 'ℓ∞ 是单个像素的最大改变：许多像素改变，每个至多改变这么多。',
    sum: 'ℓ₁ 是所有改变的绝对值之和：只有少数像素改变，但改变很大。',
    any: 'ℓₚ 是 p 次方之和的 p 次方根：p 越大，改变的像素越多，每个改变得越少。',
  },

  along: '沿 r 走多远',
  alongValue: '× {t}',
  alongText: '扰动的 {t} 倍：识别为 {label}，概率 {chance}',
  alongFlip: '在 × {t} 处，{from} 变为 {to}',
  amplify: '放大显示',
  amplifyValue: '× {times}',
  amplifyText: '图中显示扰动的 {times} 倍；识别结果不受影响',

  options: '选项',
  method: '攻击方法',
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
  overshootTitle: 'DeepFool 越过决策边界的比例：{eta} 即 {share}。设为 0 时可能恰好停在边界上。',
  box: '像素保持在 0 到 1 之间',
  boxTitle: '不勾选时，改变后的像素可能比纸更白，或比墨更黑',
  noBox: '可超出黑白范围',
  outOfRange: '这个数须在 {min} 到 {max} 之间；仍为 {value}。',
  boxReason: '只有 ℓ₁、ℓ₂ 和 ℓ∞ 能把像素限制在 0 到 1 之间。',
  fgsmReason: 'FGSM 对每个像素改变同样的量，因此只适用于 ℓ∞。',
  pgdReason: 'PGD 适用于 ℓ₂ 和 ℓ∞。',
  normReason: '{method} 只适用于 ℓ₂。',
  refine: '继续缩小',
  refineTitle: '从 DeepFool 的扰动出发，寻找更小而仍能改变识别结果的扰动',
  refineReason: '只有 DeepFool 在 ℓ₂ 下找到的扰动才能继续缩小。',
  stop: '停止',
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
  pixelPad: '网络看到的 28 × 28 个像素',
  pixelKeys:
    '方向键移动，Home、End、Page Up、Page Down 键沿对角线移动。空格键开关一个像素；按住 Shift 再按方向键可连续绘制。',
  pixelAt: '第 {row} 行，第 {column} 列：墨量 {ink}',
  pictureDigit: '图片中 {count} 个数字的第 {number} 个',
  pictureDigits: '图片中找到的数字',
  copyLink: '复制链接',
  copyLinkFor: '打开即见此图',
  copyScript: '复制嵌入代码',
  copyScriptFor: '三行 HTML，可贴进文章',
  copyFrame: '复制为 iframe',
  copyFrameFor: '用于不允许脚本的网站',
  copyLocal: '只能在本机使用：读者无法访问 {host}',
  copied: '已复制：请粘贴到文章的 HTML 中。',
  copiedLink: '已复制：打开链接即可看到此图。',
  notCopied: '浏览器不允许本页复制。',
  saved: '已用 256 级灰度保存，仍被识别为 {adversarial}，‖r‖₂ = {after}。',
  savedFurther:
    '已用 256 级灰度保存。为了仍被识别为 {adversarial}，扰动须增大：‖r‖₂ 从 {before} 变为 {after}。',
  savedBoxed:
    '已用 256 级灰度保存。为了在像素保持于 0 与 1 之间时仍被识别为 {adversarial}，改用了另一个扰动：‖r‖₂ 从 {before} 变为 {after}。',
  savedUnflipped: '已用 256 级灰度保存，但取整抵消了扰动：它被识别为 {adversarial}。',
};

/** @type {import('./en.js').Translated<typeof import('./en.js').embed>} */
export const embed = {
  unable: '此处的交互图需要支持 WebAssembly SIMD 的浏览器。',
  unreachable: '此处的交互图无法加载。',
};

/** @type {import('./en.js').Translated<typeof import('./en.js').page>} */
export const page = {
  name: '中文',
  title: '从 3 到 8，只差一点点',
  headline: '从 <b class="was">3</b> 到 <b class="becomes">8</b>，只差一点点',
  description:
    '写一个数字，看 DeepFool 随着笔尖移动，找出能使神经网络读错的微小改变。一切都在浏览器中运行，没有任何内容离开你的设备。',
  lede: '写一个数字：你一边写，DeepFool 一边寻找能使神经网络读错的最小改变。',

  fromDisk:
    '浏览器不能直接从磁盘运行本页。请打开同一文件夹中的 <a href="./deepfool.html">deepfool.html</a>：内容相同，只有一个文件。',

  seeTitle: '你看到的是什么',
  see: '网络看到的不是你的笔迹，而是一张 28 × 28 像素的图片 <i>x</i>：它已居中、缩放，笔画与网络学过的数字一样粗。DeepFool 在这张图片上加上扰动 <i>r</i>：在所有使网络读成另一个数字的扰动中，它寻找最小的一个。大小用范数衡量：若不另选，就是 ℓ₂，即 <i>r</i> 的长度；此时上面的百分比是它与 <i>x</i> 的长度之比。图中<span class="becomes">橙色</span>加墨，<span class="was">紫色</span>减墨，没有颜色的地方几乎不变。两者之和 <i>x</i> + <i>r</i> 在你眼中通常仍是同一个数字，网络却读成了另一个。两者往往只差一点：识别结果一变，DeepFool 就停下，所以最长的两根条形大多几乎一样长；但在网络的输出变化很陡的地方，最后一步可能走得更远。屏幕用 256 级灰度显示 <i>x</i> + <i>r</i>；在这些灰度下，它仍被读成另一个数字；若非如此，图片上方的文字会说明。',
  noDigit:
    '网络只能从十个数字中选一个：字母或笑脸也会被读成数字，而且往往很有把握。另有一个小网络，见过数字和别的图画，判断画的究竟是不是数字；若不是，上面的文字会说明。它也会出错：把 MNIST 测试集中 0.2% 的数字当作不是数字；涂鸦中有 12%、印刷字母中有 29% 没被看出来，这还不算 B、O、S、Z 等许多人写得像数字的字母，其中 97% 没被看出来。',

  straightTitle: '直的决策边界',
  straight1:
    '先看两个类别，并用两个数代替 784 个像素。分类器是一个函数 <i>f</i>：<i>f</i> 为正时判为一类，为负时判为另一类，为 0 的地方就是决策边界。如果 <i>f</i> 是线性的，<i>f</i>(<i>x</i>) = <i>w</i> · <i>x</i> + <i>b</i>，边界就是一条直线，从 <i>x</i>₀ 到它最短的路与它垂直：',
  straight2:
    '它的长度是 |<i>f</i>(<i>x</i>₀)| / ‖<i>w</i>‖。这个 <i>r</i> 的终点落在直线上，分类器在那里无法判定；所以 DeepFool 把它再加长一点，即过冲 <i>η</i>，通常为 2%。',
  straight3:
    '哪一点最近，取决于怎样度量变化。让 <i>x</i>₀ 周围的球增大，直到碰到直线：按 ℓ₂，即通常的长度，球是圆的；按 ℓ∞，只看最大的坐标，球是正方形；按 ℓ₁，即各坐标的绝对值之和，球是旋转了 45° 的正方形。因此按 ℓ₁ 只有一个坐标改变，按 ℓ∞ 所有坐标改变得一样多，除非直线与正方形的某条边平行。',

  curvedTitle: '弯的决策边界',
  curved1:
    '神经网络不是线性的：它的边界是弯的，一般没有公式能给出边界上最近的一点。但在任何一点附近，<i>f</i> 都近似线性。于是 DeepFool 把它当作线性的：',
  curvedStep1: '在当前点把 <i>f</i> 线性化：它在那里的值，以及它沿每个方向如何变化。',
  curvedStep2: '走到这个线性函数为 0 的最近一点。',
  curvedStep3: '如果类别仍未改变，就从那里重复。',
  curved2:
    '如果 <i>f</i> 是线性的，一步就够了；否则，每一步只是走向<em>假如</em> <i>f</i> 是线性的、边界所在的地方。离边界越近，这个估计越准，所以步长通常很快变短。但各步之和不一定是最短的路：第一步往往最长，而它的方向没有考虑边界的弯曲。图中显示它长出多少；边界是直的时，长出的只有过冲。',
  curved3:
    '那么过冲呢？每一步止于线性化的 <i>f</i> 为 0 的地方。如果 <i>f</i> 本身趋近 0 的速度更慢，这一点就还在边界的这一侧，一步步越走越近，却没有越过去。把各步之和再加长 2%，通常就越过了。把 <i>η</i> 设为 0，看看最后的 <i>f</i>。',

  classesTitle: '许多类别',
  classes1:
    '多类别的分类器为每个类别各有一个函数 <i>f</i>，判为函数值最大的那一类。线性化之后，这些函数把空间分成若干区域，区域的面都是平的；在平面上，区域就是多边形。当前类别 <i>c</i> 的区域与每个相邻类别 <i>k</i> 的区域共有一个面。走到最近的面所需的改变最小，所以 DeepFool 的第 <i>i</i> 步走到它上面：',
  classes2:
    '最近的不一定是函数值第二高的类别：而是使差值 |<i>f</i><sub><i>k</i></sub> − <i>f</i><sub><i>c</i></sub>| 除以梯度之差的长度所得的商最小的类别 <i>k</i>。',
  classes3:
    '边界是直的时，最近的面就是答案。边界是弯的时，多边形只是在一个点上的近似：它每一步都会变，有时最近的会换成另一个面。页首的图做的是同样的事，只是维数是 784 而不是 2，类别有十个。',
  how2: '对页首的四个分类器，DeepFool 在 ℓ₂ 下平均不到三步（迭代）；在 ℓ₁ 下，一步只改变少数像素，平均至多四步。每一步止于边界而不越过它，所以 DeepFool 要再多走一点，即过冲 <i>η</i> = {overshoot}：若像素须保持在 0 到 1 之间，就加长每一步，否则加长各步之和。',

  regionsTitle: '真实网络的内部',
  regions1:
    '全部图片的空间有 784 维，每个像素一维。屏幕只有两维：所以这里取穿过那个空间的一个平面，平面上的每一点都是一张图片。它经过数字 <i>x</i>，经过 <i>x</i> + <i>r</i>，还经过由你选择的第三个点。每一点都由网络自己识别；识别结果改变的地方，就是决策边界。',
  regions2:
    '决策边界是弯曲的，而 DeepFool 在每一点只知道它们的线性近似：在这个平面上就是直线。它走到最近的一条，重新线性化，再走。平面上的距离是真实的：相距 1 的两张图片，其差的 ℓ<sub>2</sub> 长度就是 1。',

  stepsTitle: '一步一步',
  steps1:
    '这里用数值再看同一条路径：每一点是一张图片，每张图片有十个 logit，即网络给各类别的分数；最大的那个对应网络读出的类别。DeepFool 在每一点上计算：假如所有 logit 都是线性的，要走多远，另一个 logit 才会同样大？它走向其中最近的一处。',
  methodsTitle: '多小才算小？',
  methods1:
    'DeepFool 能很快求得小扰动，但不保证最小。别的攻击方法所需的前向和反向计算，大多是它的几十到几百倍，所得扰动往往略小一些。这里它们都作用于你的数字，所有扰动图使用同一色标。',
  methods2:
    'DeepFool 的每一步都止于线性化网络的边界。在真正的边界弯曲的地方，旁边也许有更近的点，或者另一个类别其实更近；沿着边界走的方法可能找到它。FGSM 只用一次梯度，各像素改变同样的量，所以扰动的 ℓ₂ 长度很大，但单个像素的最大改变可能比 DeepFool 的小。',

  survivalTitle: '扰动经得起处理吗？',
  survival1:
    '不一定。DeepFool 刚过决策边界就停下，所以很小的变动就可能把图片推回去。对前 1,000 个测试数字和分类器 <code>digits</code>，保存时必做的 256 级灰度取整会抵消 23%（ℓ₂）或 33%（ℓ∞）的扰动。这里对图片分别做几种处理：取整为 256 级灰度，存成 JPEG，向上、下、左、右各移动一个像素，加上噪声；还把这些图片交给 DeepFool 没有用过的分类器。页首的图在取整会抵消扰动时会再走远一些；这里只取整。',

  finetuningTitle: '变得更好，以及误导',
  finetuning1:
    '网络能从被扰动的数字中学到东西吗？论文作者把 DeepFool 的扰动加到每个训练数字上，保留正确的标签，让网络再训练五轮。刚越过决策边界的扰动会把边界从数字旁推开。但更长的扰动本身就是一个记号，网络可能学会读这个记号，而不是读数字：它被误导了。',
  finetuning2:
    '这里是 <code>fc500-150-10</code> 用这几种方式、从几个随机种子再训练的结果，并与未扰动的数字、FGSM 的最短扰动，以及从第一轮起就用投影梯度下降的扰动训练的网络 [2] 比较。',

  universalTitle: '一个扰动，对付所有数字',
  universal1:
    '每个数字都有自己的对抗扰动。有没有一个扰动能改变所有数字的识别结果？没有，但有一个对许多数字都有效。逐个处理数字，把 DeepFool 所走的各步加起来，并且始终不让总和 <i>v</i> 超过给定的长度：最后得到的 <i>v</i> 能改变许多数字的识别结果。',
  universal2:
    '作为比较，一个测试数字 <i>x</i> 的长度约为 9.3。图中是 <i>v</i>，以及加上 <i>v</i> 之后的数字。识别结果改变的，大多变成同一个数字：请在 <i>v</i> 中找找它的形状。',
  universalPaper:
    'S.-M. Moosavi-Dezfooli, A. Fawzi, O. Fawzi, P. Frossard: <cite>Universal adversarial perturbations</cite>. CVPR, 2017, 第 1765–1773 页。<a href="https://arxiv.org/abs/1610.08401">arXiv:1610.08401</a>。',

  rhoTitle: '一个分类器有多鲁棒？',
  rho: '如果 <i>r</i> 与 <i>x</i> 相比必须很长，这个数字就不易被改变。取 DeepFool 求得的 <i>r</i>，‖<i>r</i>‖ / ‖<i>x</i>‖ 在测试集 <i>D</i> 上的平均值就是 <i>ρ</i><sub>adv</sub>，它衡量分类器的鲁棒性：越大越鲁棒。',
  rho2: '页首四个分类器的这个值各不相同。保持数字不变，换一个分类器，比较 <i>r</i> 的大小。<code>softmax</code> 是线性的：DeepFool 在那里只需一步；若像素可以超出黑白范围，这一步就是最小的扰动，只因过冲而长了 {overshootShare}。',
  rho3: '一个数字说明不了多少。这里用 DeepFool 或另一种攻击处理多达 10,000 个测试数字，分类器任你选择，也可以是你自己的。平均值附有 95% 置信区间；曲线表示允许一定大小的改变时，还有多少数字识别正确。两个分类器逐个数字比较，这样只需少得多的数字就能分出高下。可以保存的文件与命令 <code>deepfool evaluate</code> 的相同，数值也相同。',

  whyTitle: '为什么重要',
  why: '读支票、路牌和扫描件的，正是这类网络，只是更大。网络在测试图片上读对了，并不说明它在邻近的图片上也对：人几乎察觉不到的改变就能使它读成别的，而知道这个网络的人能算出这样的改变。Szegedy 等人在 2014 年描述了这一现象 [1]。DeepFool 使小扰动很容易求得，于是可以估计它们离得有多近。',

  helpTitle: '怎样提高鲁棒性',
  help: '用受扰动的图片训练：DeepFool 论文在 DeepFool 扰动过的图片上多训练五轮，报告说 <i>ρ</i><sub>adv</sub> 随之增大，而远大于所需的扰动反而有害。Madry 等人 [2] 从一开始就用 PGD 的扰动训练。鲁棒性认证则从另一面入手：CROWN [3] 这样的方法证明，对给定的图片，小于某一长度的任何扰动都不会改变识别结果。DeepFool 求得的长度是上界，认证给出下界，最小扰动的长度在两者之间。',

  limitsTitle: 'DeepFool 不保证什么',
  limitLength:
    '<b>不保证最小。</b>它求得的扰动确实改变了识别结果，所以最小的扰动不会比它更大，但可能更小；是否更小，只有更慢的方法或证明才能说明。',
  limitNorm:
    '<b>不是在每个范数下都小。</b>DeepFool 只力求一个范数小。ℓ₁ 下的扰动只改变少数像素，但改变很大；ℓ∞ 下改变许多像素，每个只改变一点。',
  limitNetwork: '<b>不保证对别的网络有效。</b>扰动是针对一个分类器求得的，另一个也许仍读得对。',
  limitSafety:
    '<b>不等于安全。</b>DeepFool 只找到大的扰动，或者找不到，别的方法仍可能改变识别结果。',

  teachersTitle: '给教师',
  teachers: '四道练习。每个链接都会设置页首的图，或下面的某一幅。',
  exerciseStraight:
    '<a href="?lang=zh&amp;digit=5&amp;classifier=softmax">线性分类器</a>：DeepFool 走了几步（迭代），为什么？再写别的数字试试。然后换成有隐藏层的分类器：什么时候步数更多？',
  exerciseNorm:
    '同一个数字，<a href="?lang=zh&amp;digit=5&amp;norm=1">用 ℓ₁</a>、<a href="?lang=zh&amp;digit=5&amp;norm=2">用 ℓ₂</a>、<a href="?lang=zh&amp;digit=5&amp;norm=inf">用 ℓ∞</a>：多少像素变了，最多变了多少？三种扰动中你最先察觉哪一种？在平面上看<a href="?lang=zh&amp;straight.norm=1#straight">按 ℓ₁ 最近的点</a>：转动直线，直到这一步改沿另一条坐标轴。',
  exerciseOvershoot:
    '<a href="?lang=zh&amp;digit=5&amp;overshoot=0.5">过冲为 0.5</a>：扰动比 0.02 时长多少，网络对新的答案有多大把握？既然过冲越小扰动越短，过冲又有什么用？看看<a href="?lang=zh&amp;curved.overshoot=0&amp;curved.step=50#curved">没有过冲时</a>，DeepFool 在弯曲的边界旁止于何处。',
  exerciseRho:
    '<a href="?lang=zh&amp;digit=0&amp;classifier=digits">亲手测鲁棒性</a>：每个类别取一个测试数字，记下扰动相对于数字的大小，求平均。换成分类器 <code>softmax</code> 再做一遍。哪个更鲁棒？测试错误更少的也是它吗？',

  postTitle: '放进你的文章',
  post: '页首的图可以放进任何文章。<b>保存</b>菜单提供三行 HTML，原样显示现在的图，包括你写下的数字；还有给不允许脚本的网站用的 iframe，以及一个链接。它自带浅色和深色两种配色，支持中文和英文。',
  library:
    '同样的攻击也是一个 JavaScript 库，可用于网页、Worker 和 Node：<code>npm install deepfool-wasm</code>。<a href="./api/index.html">参考手册</a>（英文）说明每个调用。',

  privacyTitle: '没有任何内容离开你的设备',
  privacy:
    '网络、DeepFool，以及从笔画到像素的全过程都用 C++ 写成，以 WebAssembly 在你的浏览器中运行。本页不向任何地方发送任何内容：没有笔迹，没有图片，没有统计。网址中 # 之后的部分记着你所写的和所设的；这一部分只留在浏览器里。',

  paperTitle: '论文',
  paper:
    'S.-M. Moosavi-Dezfooli, A. Fawzi, P. Frossard: <cite>DeepFool: a simple and accurate method to fool deep neural networks</cite>. IEEE Conference on Computer Vision and Pattern Recognition (CVPR), 2016, 第 2574–2582 页。<a href="https://arxiv.org/abs/1511.04599">arXiv:1511.04599</a>。',
  otherPapers:
    '[1] C. Szegedy 等：<cite>Intriguing properties of neural networks</cite>. ICLR, 2014。<a href="https://arxiv.org/abs/1312.6199">arXiv:1312.6199</a>。[2] A. Madry 等：<cite>Towards deep learning models resistant to adversarial attacks</cite>. ICLR, 2018。<a href="https://arxiv.org/abs/1706.06083">arXiv:1706.06083</a>。[3] H. Zhang 等：<cite>Efficient neural network robustness certification with general activation functions</cite>. NeurIPS, 2018。<a href="https://arxiv.org/abs/1811.00866">arXiv:1811.00866</a>。',
  citeTitle: '如何引用',
  cite: '方法来自论文，这里运行的是本软件。两者都用到时，请一并引用。',
  citePaper: '论文',
  citeSoftware: '软件',
  copy: '复制',
  copied: '已复制',

  data: '测试数字来自 MNIST，作者 Yann LeCun、Corinna Cortes 与 Christopher J. C. Burges（CC BY-SA 3.0）。',
};
