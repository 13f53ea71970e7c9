#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace deepfool {

/// All commands, one a line.
std::string help(const std::vector<Command>& commands);

/// One command and its options.
std::string help(const Command& command);

}  // namespace deepfool
