// The network that tells digits from other drawings, found relative to this script.

export const digitOrNotFiles = async () => ({
  model: new URL('../../models/digit-or-not.onnx', import.meta.url),
  card: new URL('../../models/digit-or-not.json', import.meta.url),
});
