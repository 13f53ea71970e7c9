#include "attack/options.h"

#include <cstdio>

#include "cli/arguments.h"

namespace deepfool {

namespace {

int run(const Arguments&) {
  std::puts(options_as_json().c_str());
  return 0;
}

}  // namespace

Command options_command() {
  return {"options", "Lists all methods and their options, as JSON", {}, run};
}

}  // namespace deepfool
