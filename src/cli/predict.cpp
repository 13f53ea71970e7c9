#include "classifier/label.h"
#include "cli/images.h"
#include "cli/json.h"
#include "cli/output_file.h"
#include "cli/print.h"
#include "cli/progress.h"

namespace deepfool {

namespace {

int run(const Arguments& arguments) {
  const std::unique_ptr<Network> network = read_model(arguments);
  Images images(arguments, *network);
  OutputFile out(arguments.text("--out"));
  Vector x;
  Vector logits(network->classes());
  std::int64_t labelled = 0;  // images with a label and a prediction
  std::int64_t wrong = 0;
  std::int64_t not_finite = 0;
  {
    Progress progress(images.count());
    for (std::int64_t i = images.first(); i < images.end(); ++i) {
      images.read(i, x);
      const std::optional<int> label = images.label(i);
      const std::optional<int> predicted = predict(*network, x, logits);
      not_finite += !predicted;
      labelled += label && predicted;
      wrong += label && predicted && *label != *predicted;
      out.line("{\"index\":" + std::to_string(i) + ",\"label\":" + json(label) +
               ",\"predicted\":" + json(predicted) + ",\"logits\":" + json(logits) + "}");
      progress.show(i - images.first());
    }
  }
  out.close();
  report("images", std::to_string(images.count()));
  report_if_any("not finite", not_finite);
  if (labelled != 0) {
    report("test error", percent(static_cast<double>(wrong) / static_cast<double>(labelled)));
  }
  return 0;
}

}  // namespace

Command predict_command() {
  return {"predict", "Classifies each image",
          joined({image_options(),
                  {labels_option(),
                   {"--out", "FILE", "one JSON object an image: its class and its logits",
                    ValueKind::output_file, true}}}),
          run};
}

}  // namespace deepfool
