// Drawings, as points of strokes in shares of the pad's side.

export const seven = [
  [
    [0.28, 0.22],
    [0.5, 0.21],
    [0.72, 0.2],
    [0.62, 0.45],
    [0.52, 0.65],
    [0.42, 0.86],
  ],
];

/** The same in three points, drawn quickly. */
export const quickSeven = [
  [
    [0.28, 0.22],
    [0.72, 0.2],
    [0.42, 0.86],
  ],
];

export const three = [
  [
    [0.3, 0.22],
    [0.45, 0.14],
    [0.62, 0.18],
    [0.68, 0.3],
    [0.58, 0.42],
    [0.44, 0.47],
    [0.6, 0.5],
    [0.7, 0.62],
    [0.66, 0.78],
    [0.5, 0.86],
    [0.3, 0.8],
  ],
];
