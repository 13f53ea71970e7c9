#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <limits>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "attack/method.h"
#include "attack/norm.h"
#include "attack/quantise.h"
#include "attack/universal.h"
#include "cli/arguments.h"
#include "cli/idx.h"
#include "network/onnx.h"
#include "robustness/common_epsilon.h"
#include "robustness/robustness.h"

namespace deepfool {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

constexpr const char* kUsage =
    R"(deepfool predict   --model M.onnx --images FILE [--labels FILE] [--first K] [--count N] --out FILE.jsonl
deepfool attack    --model M.onnx --images FILE [--labels FILE] [--first K] [--count N] --out FILE.jsonl
                   [--method deepfool|refine|ddn|fgsm|pgd|cw|lbfgs] [--norm l2|linf|l1|P] [--box none|LO,HI]
                   [--target CLASS|rank:R] [--overshoot 0.02] [--max-iterations 50] [--candidates N]
                   [--steps N] [--epsilon E] [--path yes|no] [--perturbations FILE.idx] [--quantise FILE.idx]
deepfool fgsm      --model M.onnx --images FILE [--labels FILE] [--first K] [--count N] [--share 0.9]
                   [--box none|LO,HI] [--gradient exact|single]
deepfool universal --model M.onnx --images FILE [--first K] [--count N] --radius XI [--norm l2|linf]
                   [--fooling 0.8] [--epochs 10] [--overshoot 0.02] [--perturbations FILE.idx]

Images and labels are IDX files as MNIST's: uint8 (taken as 0 to 1) or float32.
  --first, --count   which images: from the K-th (from 0) on, N of them; all, if not given
  --method           deepfool; refine: DeepFool, made smaller by DDN; ddn: decoupled direction and norm;
                     fgsm: fast gradient sign; pgd: projected gradient; cw: Carlini and Wagner;
                     lbfgs: Szegedy's box-constrained L-BFGS
  --norm             the norm that is made small; P is a number of at least 1 (deepfool)
  --box              the range that every pixel stays in
  --target           the class to reach, or rank:R, the R-th most likely one of each image
  --candidates       how many of the most likely classes are tried, the predicted one among them
  --steps            gradients of refine (60), ddn (1000), pgd (40), cw (200), lbfgs (40)
  --epsilon          of fgsm and pgd; if not given, the smallest that flips each image
  --path             yes: each line also has deepfool's iterates (logits, chosen class, length of the step)
  --out              one JSON object an image
  --perturbations    the perturbations, as IDX float32
  --quantise         the perturbed images of 8 bits a pixel, each gone as far as it must to flip once rounded
                     (pixels in [0,1]), as IDX uint8
fgsm finds the one epsilon at which a share of all images is misclassified, as the paper's tables have it
(without labels: otherwise than before), with the exact gradient or with that which software in float32
works out (it saturates);
universal finds one perturbation of norm at most XI for all images.
)";

std::unique_ptr<Network> load(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(path + ": the file cannot be opened");
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  try {
    return read_onnx(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  } catch (const OnnxError& error) {
    throw std::runtime_error(path + ": " + error.what());
  }
}

/// The images of a run and their labels.
class Images {
 public:
  Images(const Arguments& arguments, Index inputs) : images_(arguments.required("--images")) {
    if (images_.item_size() != inputs) {
      throw std::runtime_error(arguments.required("--images") + ": its images have " +
                               std::to_string(images_.item_size()) + " pixels; the model takes " +
                               std::to_string(inputs));
    }
    if (arguments.has("--labels")) {
      labels_ = std::make_unique<IdxReader>(arguments.required("--labels"));
      if (labels_->count() != images_.count() || labels_->item_size() != 1) {
        throw std::runtime_error(arguments.required("--labels") +
                                 ": it has not one label for each of " +
                                 std::to_string(images_.count()) + " images");
      }
    }
    first_ = arguments.integer("--first", 0, 0);
    end_ = images_.count();
    if (first_ > end_) {
      throw UsageError("--first " + std::to_string(first_) + " lies behind the last of " +
                       std::to_string(end_) + " images");
    }
    if (arguments.has("--count")) {
      end_ = std::min<std::int64_t>(end_, first_ + arguments.integer("--count", 0, 1));
    }
  }

  std::int64_t first() const { return first_; }
  std::int64_t end() const { return end_; }

  /// Image i in [0,1] if it was stored as bytes, as it is otherwise; its label, or -1.
  int read(std::int64_t i, Vector& x) {
    images_.read(i, item_);
    x = Eigen::Map<const Vector>(item_.data(), static_cast<Index>(item_.size()));
    if (images_.is_bytes()) x /= 255.0F;
    if (!labels_) return -1;
    labels_->read(i, item_);
    return static_cast<int>(item_[0]);
  }

 private:
  IdxReader images_;
  std::unique_ptr<IdxReader> labels_;
  std::int64_t first_ = 0;
  std::int64_t end_ = 0;
  std::vector<float> item_;
};

/// «123 / 10000» on a terminal, where someone waits.
class Progress {
 public:
  explicit Progress(std::int64_t total) : total_(total), shown_(isatty(STDERR_FILENO) != 0) {}
  ~Progress() {
    if (shown_) std::fputs("\r\033[K", stderr);
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(std::int64_t done) {
    const auto now = std::chrono::steady_clock::now();
    if (!shown_ || now - last_ < std::chrono::milliseconds(100)) return;
    last_ = now;
    std::fprintf(stderr, "\r%lld / %lld", static_cast<long long>(done),
                 static_cast<long long>(total_));
  }

 private:
  std::int64_t total_;
  bool shown_;
  std::chrono::steady_clock::time_point last_;
};

/// A number as JSON has it, as short as it can be read back; null where it is not finite.
template <class T>
std::string json(T value) {
  if (!std::isfinite(value)) return "null";
  char text[40];
  std::snprintf(text, sizeof text, "%.*g", std::numeric_limits<T>::max_digits10,
                static_cast<double>(value));
  return text;
}

std::string json(const Vector& values) {
  std::string s = "[";
  for (Index i = 0; i < values.size(); ++i) s += (i == 0 ? "" : ",") + json(values[i]);
  return s + "]";
}

std::string json(const std::vector<Iterate>& path) {
  std::string s = "[";
  for (const Iterate& iterate : path) {
    if (s.size() > 1) s += ",";
    s += "{\"logits\":" + json(iterate.logits) + ",\"chosen\":" + std::to_string(iterate.chosen) +
         ",\"step\":" + json(iterate.step) + "}";
  }
  return s + "]";
}

std::string json_label(int label) { return label < 0 ? "null" : std::to_string(label); }

std::string percent(double share) {
  char text[40];
  std::snprintf(text, sizeof text, "%.2f %%", 100 * share);
  return text;
}

double parse_norm(const std::string& text) {
  if (text == "l1" || text == "1") return 1;
  if (text == "l2" || text == "2") return 2;
  if (text == "linf" || text == "inf") return kInfinity;
  char* end = nullptr;
  const double p = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0' || !(p >= 1)) {
    throw UsageError("--norm '" + text + "': give l1, l2, linf or a number of at least 1");
  }
  return p;
}

std::optional<Bounds> parse_box(const std::string& text) {
  if (text == "none") return std::nullopt;
  const std::size_t comma = text.find(',');
  Bounds box;
  try {
    std::size_t used = 0;
    box.lo = std::stof(text.substr(0, comma), &used);
    const std::string upper = text.substr(comma + 1);
    std::size_t used_upper = 0;
    box.hi = std::stof(upper, &used_upper);
    if (comma != std::string::npos && used == comma && used_upper == upper.size()) return box;
  } catch (const std::exception&) {
  }
  throw UsageError("--box '" + text + "': give none, or two numbers with a comma, as 0,1");
}

/// The r-th most likely class (1 is the predicted one), the first on ties.
int class_of_rank(const Vector& logits, int rank) {
  std::vector<int> order(static_cast<std::size_t>(logits.size()));
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = static_cast<int>(k);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return logits[a] > logits[b]; });
  return order[static_cast<std::size_t>(rank - 1)];
}

std::ofstream open_output(const Arguments& arguments) {
  std::ofstream out(arguments.required("--out"), std::ios::binary);
  if (!out) throw std::runtime_error(arguments.required("--out") + ": the file cannot be written");
  return out;
}

void close_output(const Arguments& arguments, std::ofstream& out) {
  out.close();
  if (!out) throw std::runtime_error(arguments.required("--out") + ": the file cannot be written");
}

/// The IDX file that the option names, for one picture an image; nothing if it is not given.
std::unique_ptr<IdxWriter> open_pictures(const Arguments& arguments, const std::string& option,
                                         IdxType type, const Network& network,
                                         const Images& images) {
  if (!arguments.has(option)) return nullptr;
  const Shape picture = network.picture();
  return std::make_unique<IdxWriter>(
      arguments.required(option), type,
      std::vector<std::int64_t>{images.end() - images.first(), picture.channels * picture.height,
                                picture.width});
}

void predict(int argc, char** argv) {
  const Arguments arguments(argc, argv,
                            {"--model", "--images", "--labels", "--first", "--count", "--out"});
  const std::unique_ptr<Network> network = load(arguments.required("--model"));
  Images images(arguments, network->inputs());
  std::ofstream out = open_output(arguments);
  Vector x;
  Vector logits(network->classes());
  std::int64_t labelled = 0;
  std::int64_t wrong = 0;
  {
    Progress progress(images.end() - images.first());
    for (std::int64_t i = images.first(); i < images.end(); ++i) {
      const int label = images.read(i, x);
      network->logits(x, logits);
      const int predicted = predicted_class(logits);
      labelled += label >= 0;
      wrong += label >= 0 && label != predicted;
      out << "{\"index\":" << i << ",\"label\":" << json_label(label)
          << ",\"predicted\":" << predicted << ",\"logits\":" << json(logits) << "}\n";
      progress.show(i - images.first());
    }
  }
  close_output(arguments, out);
  std::cout << "images      " << images.end() - images.first() << "\n";
  if (labelled != 0) {
    std::cout << "test error  "
              << percent(static_cast<double>(wrong) / static_cast<double>(labelled)) << "\n";
  }
}

/// The class that --target asks for: one for all images, or a rank; nothing if it is not given.
struct Target {
  std::optional<int> label;
  int rank = 0;
};

Target parse_target(const Arguments& arguments, Index classes) {
  Target target;
  const std::string text = arguments.text("--target", "");
  if (text.rfind("rank:", 0) == 0) {
    target.rank = std::atoi(text.c_str() + 5);
    if (target.rank < 2 || target.rank > classes) {
      throw UsageError("--target '" + text + "': give rank:2 to rank:" + std::to_string(classes));
    }
  } else if (!text.empty()) {
    target.label = static_cast<int>(arguments.integer("--target", 0, 0));
  }
  return target;
}

AttackSpec parse_spec(const Arguments& arguments) {
  AttackSpec spec;
  spec.method = arguments.text("--method", spec.method);
  spec.norm = parse_norm(arguments.text("--norm", "l2"));
  spec.overshoot = arguments.number("--overshoot", spec.overshoot, 0);
  spec.max_iterations =
      static_cast<int>(arguments.integer("--max-iterations", spec.max_iterations, 1));
  spec.box = parse_box(arguments.text("--box", "none"));
  spec.candidates = static_cast<int>(arguments.integer("--candidates", 0, 0));
  spec.steps = static_cast<int>(arguments.integer("--steps", 0, 1));
  spec.epsilon = arguments.number("--epsilon", 0, 0);
  const std::string path = arguments.text("--path", "no");
  if (path != "yes" && path != "no") throw UsageError("--path '" + path + "': give yes or no");
  spec.keep_path = path == "yes";
  return spec;
}

void attack(int argc, char** argv) {
  const Arguments arguments(
      argc, argv,
      {"--model", "--images", "--labels", "--first", "--count", "--out", "--norm", "--overshoot",
       "--max-iterations", "--box", "--target", "--candidates", "--perturbations", "--method",
       "--steps", "--epsilon", "--path", "--quantise"});
  const std::unique_ptr<Network> network = load(arguments.required("--model"));
  Images images(arguments, network->inputs());
  AttackSpec spec = parse_spec(arguments);
  const Target target = parse_target(arguments, network->classes());
  spec.target = target.label;
  std::unique_ptr<Attack> attack = make_attack(*network, spec);

  std::ofstream out = open_output(arguments);
  const std::unique_ptr<IdxWriter> perturbations =
      open_pictures(arguments, "--perturbations", IdxType::float32, *network, images);
  const std::unique_ptr<IdxWriter> quantised =
      open_pictures(arguments, "--quantise", IdxType::uint8, *network, images);

  Robustness robustness;
  Vector x;
  Vector logits(network->classes());
  double seconds = 0;
  std::int64_t saved = 0;
  double stretch = 0;
  {
    Progress progress(images.end() - images.first());
    for (std::int64_t i = images.first(); i < images.end(); ++i) {
      const int label = images.read(i, x);
      if (target.rank != 0) {
        network->logits(x, logits);
        spec.target = class_of_rank(logits, target.rank);
        attack = make_attack(*network, spec);
      }
      const auto begin = std::chrono::steady_clock::now();
      const AttackResult& result = attack->attack(x);
      seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
      robustness.add(x, result, label);
      const double l2 = lp_norm(result.perturbation, 2);
      out << "{\"index\":" << i << ",\"label\":" << json_label(label)
          << ",\"predicted\":" << result.label << ",\"adversarial\":" << result.adversarial
          << ",\"iterations\":" << result.iterations << ",\"status\":\"" << name(result.status)
          << "\",\"l2\":" << json(l2)
          << ",\"linf\":" << json(lp_norm(result.perturbation, kInfinity))
          << ",\"l1\":" << json(lp_norm(result.perturbation, 1))
          << ",\"relative_l2\":" << json(l2 / lp_norm(x, 2));
      if (spec.norm != 1 && spec.norm != 2 && !std::isinf(spec.norm)) {
        out << ",\"lp\":" << json(lp_norm(result.perturbation, spec.norm));
      }
      if (quantised) {
        const Quantised picture =
            quantise(*network, x, result.perturbation, result.label, spec.target);
        if (result.status == Status::flipped) {
          saved += picture.flipped;
          stretch += picture.flipped ? picture.l2 / l2 : 0;
        }
        out << ",\"quantised\":{\"flipped\":" << (picture.flipped ? "true" : "false")
            << ",\"adversarial\":" << picture.adversarial
            << ",\"stretch\":" << json(picture.stretch) << ",\"l2\":" << json(picture.l2) << "}";
        const Vector bytes = picture.pixels * 255.0F;
        quantised->write(bytes.data(), static_cast<std::size_t>(bytes.size()));
      }
      out << ",\"logits\":" << json(result.logits);
      if (spec.keep_path) out << ",\"path\":" << json(result.path);
      out << "}\n";
      if (perturbations) {
        perturbations->write(result.perturbation.data(),
                             static_cast<std::size_t>(result.perturbation.size()));
      }
      progress.show(i - images.first());
    }
  }
  close_output(arguments, out);
  if (perturbations) perturbations->close();
  if (quantised) quantised->close();

  std::cout << "images           " << robustness.count() << "\n"
            << "success          " << percent(robustness.success()) << "\n";
  if (std::isfinite(robustness.test_error())) {
    std::cout << "test error       " << percent(robustness.test_error()) << "\n";
  }
  std::printf(
      "rho_adv          %.4f\nrho_adv_inf      %.4f\nmean l2          %.4f\nmean linf        %.4f\n"
      "mean l1          %.4f\nmean iterations  %.3f\nms an image      %.3f\n",
      robustness.rho_adv(), robustness.rho_adv_inf(), robustness.mean_l2(), robustness.mean_linf(),
      robustness.mean_l1(), robustness.mean_iterations(),
      1000 * seconds / static_cast<double>(std::max<std::int64_t>(1, robustness.count())));
  if (quantised) {
    std::cout << "saved, flips     "
              << percent(static_cast<double>(saved) / static_cast<double>(robustness.flipped()))
              << "\n";
    std::printf("mean l2 saved    %.4f times that of r\n", stretch / static_cast<double>(saved));
  }
}

void fgsm(int argc, char** argv) {
  const Arguments arguments(
      argc, argv,
      {"--model", "--images", "--labels", "--first", "--count", "--share", "--box", "--gradient"});
  const std::unique_ptr<Network> network = load(arguments.required("--model"));
  Images images(arguments, network->inputs());
  const std::string gradient = arguments.text("--gradient", "exact");
  if (gradient != "exact" && gradient != "single")
    throw UsageError("--gradient: give exact or single");
  CommonEpsilon search(*network, arguments.number("--share", 0.9, 0),
                       parse_box(arguments.text("--box", "none")), gradient == "single");
  Vector x;
  {
    Progress progress(images.end() - images.first());
    for (std::int64_t i = images.first(); i < images.end(); ++i) {
      const int label = images.read(i, x);
      search.add(x, label);
      progress.show(i - images.first());
    }
  }
  {
    Progress progress(0);
    for (std::int64_t pass = 1; search.step(); ++pass) progress.show(pass);
  }
  std::printf("images       %lld\nepsilon      %.4f\nrho_fgsm     %.4f\nrho_fgsm_inf %.4f\n",
              static_cast<long long>(images.end() - images.first()), search.epsilon(), search.rho(),
              search.rho_inf());
}

void universal(int argc, char** argv) {
  const Arguments arguments(argc, argv,
                            {"--model", "--images", "--first", "--count", "--radius", "--norm",
                             "--fooling", "--epochs", "--overshoot", "--perturbations"});
  const std::unique_ptr<Network> network = load(arguments.required("--model"));
  Images images(arguments, network->inputs());
  UniversalOptions options;
  options.norm = parse_norm(arguments.text("--norm", "l2"));
  arguments.required("--radius");
  options.radius = arguments.number("--radius", 0, 0);
  options.fooling = arguments.number("--fooling", options.fooling, 0);
  options.max_epochs = static_cast<int>(arguments.integer("--epochs", options.max_epochs, 1));
  options.overshoot = arguments.number("--overshoot", options.overshoot, 0);
  Universal search(*network, options);
  Vector x;
  for (std::int64_t i = images.first(); i < images.end(); ++i) {
    images.read(i, x);
    search.add(x);
  }
  {
    Progress progress(search.total());
    while (search.step()) progress.show(search.done());
  }
  if (arguments.has("--perturbations")) {
    const Shape picture = network->picture();
    IdxWriter out(arguments.required("--perturbations"), IdxType::float32,
                  {1, picture.channels * picture.height, picture.width});
    out.write(search.perturbation().data(), static_cast<std::size_t>(search.perturbation().size()));
    out.close();
  }
  std::printf(
      "images        %lld\nepochs        %d\nfooling rate  %.2f %%\nl2            %.4f\nlinf       "
      "   %.4f\n",
      static_cast<long long>(search.count()), search.epochs(), 100 * search.fooling_rate(),
      lp_norm(search.perturbation(), 2), lp_norm(search.perturbation(), kInfinity));
}

int run(int argc, char** argv) {
  const std::string command = argc > 1 ? argv[1] : "";
  if (command == "--help" || command == "-h" || command == "help") {
    std::cout << kUsage;
    return 0;
  }
  try {
    std::cout << std::unitbuf;
    if (command == "predict") {
      predict(argc, argv);
    } else if (command == "attack") {
      attack(argc, argv);
    } else if (command == "fgsm") {
      fgsm(argc, argv);
    } else if (command == "universal") {
      universal(argc, argv);
    } else {
      throw UsageError(command.empty() ? "no command is given"
                                       : "unknown command '" + command + "'");
    }
  } catch (const UsageError& error) {
    std::cerr << "deepfool: " << error.what() << "\n\n" << kUsage;
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "deepfool: " << error.what() << "\n";
    return 1;
  }
  return 0;
}

}  // namespace

}  // namespace deepfool

int main(int argc, char** argv) { return deepfool::run(argc, argv); }
