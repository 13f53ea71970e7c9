#include "robustness/common_epsilon.h"

#include <cmath>

#include "cli/images.h"
#include "cli/method_options.h"
#include "cli/print.h"
#include "cli/progress.h"

namespace deepfool {

namespace {

int run(const Arguments& arguments) {
  const std::unique_ptr<Network> network = read_model(arguments);
  Images images(arguments, *network);
  const std::optional<Bounds> bounds = box(arguments);
  if (bounds) images.check_pixels(*bounds, "--box", true);
  CommonEpsilon search = with_usage_errors([&] {
    return CommonEpsilon(*network,
                         number(arguments, options::share).value_or(options::share.default_value),
                         bounds, flag(arguments, options::single_precision));
  });
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
    while (search.step()) progress.show(search.passes());
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

Command common_epsilon_command() {
  return {"common-epsilon",
          "Finds the one epsilon with which fast gradient sign misclassifies a share of all images",
          joined({image_options(), {labels_option()}, method_options({&methods::common_epsilon})}),
          run};
}

}  // namespace deepfool
