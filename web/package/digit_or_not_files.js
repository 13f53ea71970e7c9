// The network that tells digits from other drawings, in a script.

export const digitOrNotFiles = () => import('../../models/digit-or-not.onnx?classifier');
