#include "attack/universal.h"

#include <limits>

#include "attack/norm.h"
#include "cli/attack_options.h"
#include "cli/images.h"
#include "cli/progress.h"
#include "cli/report.h"

namespace deepfool {

namespace {

int run(const Arguments& arguments) {
  constexpr double kMost = std::numeric_limits<double>::max();
  const std::unique_ptr<Network> network = read_model(arguments);
  Images images(arguments, *network);
  UniversalOptions options;
  options.norm = parse_norm(arguments.text("--norm", "l2"));
  options.radius = arguments.number("--radius", 0, 0, kMost);
  options.fooling = arguments.number("--fooling", options.fooling, 0, 1);
  options.epochs = static_cast<int>(
      arguments.integer("--epochs", options.epochs, 1, std::numeric_limits<int>::max()));
  options.overshoot = arguments.number("--overshoot", options.overshoot, 0, kMost);
  Universal search(*network, options);
  std::unique_ptr<IdxWriter> out;
  if (arguments.has("--perturbations")) {
    out = std::make_unique<IdxWriter>(arguments.text("--perturbations"), IdxType::float32,
                                      images.dims(1));
  }
  Vector x;
  for (std::int64_t i = images.first(); i < images.end(); ++i) {
    images.read(i, x);
    search.add(x);
  }
  {
    Progress progress(search.total());
    while (search.step()) progress.show(search.done());
  }
  if (out) {
    out->write(search.perturbation().data(),
               static_cast<std::size_t>(search.perturbation().size()));
    out->close();
  }
  report("images", std::to_string(images.count()));
  report_if_any("not finite", search.not_finite());
  report("epochs", std::to_string(search.epochs()));
  report("fooling rate", percent(search.fooling_rate()));
  report("l2", fixed(lp_norm(search.perturbation(), 2), 4));
  report("linf", fixed(lp_norm(search.perturbation(), std::numeric_limits<double>::infinity()), 4));
  return 0;
}

}  // namespace

Command universal_command() {
  return {
      "universal", "Finds one perturbation that changes the class of as many images as possible",
      joined(
          {image_options(),
           {{"--radius", "X", "the largest norm that it may have", ValueKind::plain, true},
            {"--norm", "l2|linf", "of the radius (l2)"},
            {"--fooling", "X", "the share of images at which the search ends (0.8)"},
            {"--epochs", "N", "how often it goes through the images at most (10)"},
            {"--overshoot", "X", "how much further than the boundary DeepFool goes (0.02)"},
            {"--perturbations", "FILE", "what is found, as IDX float32", ValueKind::output_file}}}),
      run};
}

}  // namespace deepfool
