#include "classifier/label.h"
#include "cli/files.h"
#include "cli/images.h"
#include "cli/json.h"
#include "cli/progress.h"
#include "cli/report.h"

namespace deepfool {

namespace {

int predict_images(const Arguments& arguments) {
  const std::unique_ptr<Network> network = read_model(arguments);
  Images images(arguments, *network);
  TextFile out(arguments.text("--out"));
  Vector x;
  Vector logits;
  std::int64_t labelled = 0;
  std::int64_t wrong = 0;
  std::int64_t not_finite = 0;
  {
    Progress progress(images.count());
    for (std::int64_t i = images.first(); i < images.end(); ++i) {
      images.read(i, x);
      const std::optional<int> label = images.label(i);
      const std::optional<int> predicted = predict(*network, x, logits);
      if (!predicted) {
        ++not_finite;
      } else if (label) {
        ++labelled;
        wrong += *predicted != *label;
      }
      out.line("{\"index\":" + std::to_string(i) + ",\"label\":" + json_class(label) +
               ",\"predicted\":" + json_class(predicted) + ",\"logits\":" + json(logits) + "}");
      progress.show(i - images.first());
    }
  }
  out.close();
  report("images", std::to_string(images.count()));
  if (not_finite != 0) report("not finite", std::to_string(not_finite));
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
          predict_images};
}

}  // namespace deepfool
