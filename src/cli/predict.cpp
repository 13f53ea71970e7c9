#include "cli/files.h"
#include "cli/images.h"
#include "cli/json.h"
#include "cli/progress.h"
#include "cli/report.h"

namespace deepfool {

namespace {

int predict(const Arguments& arguments) {
  const std::unique_ptr<Network> network = read_model(arguments);
  Images images(arguments, *network);
  TextFile out(arguments.text("--out"));
  Vector x;
  Vector logits(network->classes());
  std::int64_t wrong = 0;
  {
    Progress progress(images.count());
    for (std::int64_t i = images.first(); i < images.end(); ++i) {
      images.read(i, x);
      network->logits(x, logits);
      const int predicted = predicted_class(logits);
      wrong += predicted != images.label(i);
      out.line("{\"index\":" + std::to_string(i) + ",\"label\":" + json_class(images.label(i)) +
               ",\"predicted\":" + json_class(predicted) + ",\"logits\":" + json(logits) + "}");
      progress.show(i - images.first());
    }
  }
  out.close();
  report("images", std::to_string(images.count()));
  if (images.labelled()) {
    report("test error", percent(static_cast<double>(wrong) / static_cast<double>(images.count())));
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
          predict};
}

}  // namespace deepfool
