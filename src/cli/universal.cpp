#include "attack/universal.h"

#include <limits>

#include "attack/norm.h"
#include "cli/images.h"
#include "cli/method_options.h"
#include "cli/print.h"
#include "cli/progress.h"

namespace deepfool {

namespace {

int run(const Arguments& arguments) {
  const std::unique_ptr<Network> network = read_model(arguments);
  Images images(arguments, *network);
  UniversalOptions spec;
  spec.norm = norm(arguments).value_or(spec.norm);
  spec.radius = number(arguments, options::radius).value();
  spec.fooling = number(arguments, options::fooling).value_or(spec.fooling);
  spec.epochs = integer(arguments, options::epochs).value_or(spec.epochs);
  spec.overshoot = number(arguments, options::overshoot).value_or(spec.overshoot);
  spec.max_iterations = integer(arguments, options::max_iterations).value_or(spec.max_iterations);
  Universal search = with_usage_errors([&] { return Universal(*network, spec); });
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
    out->write(search.perturbation());
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
           method_options({&methods::universal}),
           {{"--perturbations", "FILE", "what is found, as IDX float32", ValueKind::output_file}}}),
      run};
}

}  // namespace deepfool
