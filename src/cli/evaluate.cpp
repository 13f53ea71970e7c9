#include <algorithm>
#include <memory>
#include <mutex>
#include <set>

#include "cli/image_attack.h"
#include "cli/jobs.h"
#include "cli/method_options.h"
#include "cli/numbers.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/report_json.h"
#include "cli/rows.h"
#include "robustness/order.h"

namespace deepfool {

namespace {

constexpr std::int64_t kMostJobs = 1024;

Shard read_shard(const Arguments& arguments) {
  const std::string text = arguments.text("--shard", "1/1");
  const std::size_t slash = std::min(text.find('/'), text.size());
  const auto part = parse_integer(text.substr(0, slash));
  const auto of = parse_integer(text.substr(std::min(slash + 1, text.size())));
  if (!part || !of || *part < 1 || *part > *of) {
    throw UsageError("--shard '" + text + "': give a part and how many there are, as 1/4 to 4/4");
  }
  return {*part, *of};
}

int read_jobs(const Arguments& arguments) {
  const std::int64_t jobs = arguments.integer("--jobs", 1, 1);
  if (jobs > kMostJobs) throw UsageError("--jobs: up to " + std::to_string(kMostJobs));
  return static_cast<int>(jobs);
}

bool resumes(const Arguments& arguments) {
  const std::string text = arguments.text("--resume", "no");
  if (text != "yes" && text != "no") throw UsageError("--resume '" + text + "': give yes or no");
  if (text == "yes" && !arguments.has("--rows")) throw UsageError("--resume goes with --rows");
  return text == "yes";
}

/// The places of the order whose image has no row yet; place p is image first + p.
std::vector<std::int64_t> still_to_do(std::vector<std::int64_t> order, std::int64_t first,
                                      const std::vector<ImageRow>& rows) {
  std::set<std::int64_t> done;
  for (const ImageRow& row : rows) done.insert(row.index - first);
  order.erase(std::remove_if(order.begin(), order.end(),
                             [&](std::int64_t place) { return done.count(place) != 0; }),
              order.end());
  return order;
}

/// What one thread works with: a classifier is not for two at once.
struct Job {
  Job(const Arguments& arguments, std::unique_ptr<Network> its_network)
      : network(std::move(its_network)), attack(arguments, *network) {}

  std::unique_ptr<Network> network;
  ImageAttack attack;
  Vector x;
};

int run(const Arguments& arguments) {
  const Shard shard_wanted = read_shard(arguments);
  const int count_of_jobs = read_jobs(arguments);
  const bool resume = resumes(arguments);
  const auto seed = static_cast<std::uint64_t>(arguments.integer("--seed", 1, 0));
  std::vector<std::unique_ptr<Job>> jobs;
  for (int i = 0; i < count_of_jobs; ++i) {
    jobs.push_back(std::make_unique<Job>(arguments, read_model(arguments)));
  }
  Images images(arguments, *jobs.front()->network);
  jobs.front()->attack.check(images);

  Rows all{describe_run(arguments, *jobs.front()->network, images, seed), {}};
  std::optional<RowsWriter> writer;
  if (arguments.has("--rows")) {
    writer.emplace(arguments.text("--rows"), all.run, shard_wanted, resume);
    all.rows = writer->resumed();
  }
  const std::vector<std::int64_t> order =
      still_to_do(shard(random_order(images.count(), seed), shard_wanted.part, shard_wanted.of),
                  images.first(), all.rows);
  const auto whole = static_cast<std::int64_t>(order.size() + all.rows.size());
  {
    Progress progress(whole);
    std::mutex mutex;  // of the images' file, the rows and what is shown
    run_jobs(static_cast<std::int64_t>(order.size()), count_of_jobs,
             [&](int number, std::int64_t at) {
               Job& job = *jobs[static_cast<std::size_t>(number)];
               const std::int64_t i = images.first() + order[static_cast<std::size_t>(at)];
               {
                 const std::lock_guard<std::mutex> lock(mutex);
                 images.read(i, job.x);
               }
               job.attack.run(job.x, images.label(i));
               const std::lock_guard<std::mutex> lock(mutex);
               all.rows.push_back({i, job.attack.row()});
               if (writer) writer->write(all.rows.back());
               progress.show(static_cast<std::int64_t>(all.rows.size()));
             });
  }
  sort_rows(all.rows);
  if (arguments.has("--csv")) write_csv(arguments.text("--csv"), all);
  if (arguments.has("--json")) write_report(arguments.text("--json"), all);
  report_attacks(summarise(all.in_order()), all.whole());
  double seconds = 0;
  for (const auto& job : jobs) seconds += job->attack.seconds();
  report_time(seconds, static_cast<std::int64_t>(order.size()));
  return 0;
}

}  // namespace

Command evaluate_command() {
  std::vector<CommandOption> attack = image_attack_options();
  attack.erase(std::remove_if(attack.begin(), attack.end(),
                              [](const CommandOption& option) {
                                return option.name == flag_of(options::path);
                              }),
               attack.end());
  return {"evaluate", "Attacks each image and says how robust the classifier is",
          joined({image_options(),
                  {labels_option()},
                  attack,
                  {{"--jobs", "N", "how many threads share the images (1)"},
                   {"--shard", "I/N", "does the I-th of N parts of the images (1/1)"},
                   {"--seed", "S",
                    "chooses the random order in which images are done, so that the first of them, "
                    "and each shard, are a sample of all (1)"},
                   {"--rows", "FILE",
                    "a row an image, written as it is found, as JSON lines: what report joins",
                    ValueKind::output_file},
                   {"--resume", "yes|no",
                    "goes on with the file of --rows where it ends, if there is one (no)"}},
                  report_options()}),
          run};
}

}  // namespace deepfool
