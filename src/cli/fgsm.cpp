#include <cmath>

#include "cli/attack_options.h"
#include "cli/images.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "robustness/common_epsilon.h"

namespace deepfool {

namespace {

int run(const Arguments& arguments) {
  const std::unique_ptr<Network> network = read_model(arguments);
  Images images(arguments, *network);
  const std::string gradient = arguments.text("--gradient", "exact");
  if (gradient != "exact" && gradient != "single") {
    throw UsageError("--gradient '" + gradient + "': give exact or single");
  }
  CommonEpsilon search(*network, arguments.number("--share", 0.9, 0, 1),
                       parse_box(arguments.text("--box", "none")), gradient == "single");
  Vector x;
  {
    Progress progress(images.count());
    for (std::int64_t i = images.first(); i < images.end(); ++i) {
      images.read(i, x);
      search.add(x, images.label(i));
      progress.show(i - images.first());
    }
  }
  {
    Progress progress(0);
    for (std::int64_t pass = 1; search.step(); ++pass) progress.show(pass);
  }
  report("images", std::to_string(images.count()));
  report_if_any("not finite", search.not_finite());
  report_if_any("zero norm", search.zero_norm());
  const bool reached = std::isfinite(search.epsilon());
  report("epsilon", reached ? fixed(search.epsilon(), 4) : "none reaches the share");
  const std::string no_rho = reached ? "only images of norm 0" : "no epsilon";
  report_mean("rho_fgsm", search.rho(), no_rho);
  report_mean("rho_fgsm_inf", search.rho_inf(), no_rho);
  return 0;
}

}  // namespace

Command fgsm_command() {
  return {
      "fgsm",
      "Finds the one epsilon of the fast gradient sign method at which a share of all images is "
      "misclassified, as the paper's tables have it",
      joined({image_options(),
              {labels_option(),
               {"--share", "X",
                "the share, above 0 up to 1 (0.9); without labels, an image is misclassified when "
                "its class is another than before"},
               {"--box", "none|LO,HI", "the range that every pixel stays in (none)"},
               {"--gradient", "exact|single",
                "single: that which software in float32 works out, which saturates (exact)"}}}),
      run};
}

}  // namespace deepfool
