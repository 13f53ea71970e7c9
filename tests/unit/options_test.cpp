// The table of methods and options, and attacks that are held to it.

#include "attack/options.h"

#include <cmath>
#include <set>
#include <stdexcept>
#include <string>

#include "attack/deepfool.h"
#include "attack/method.h"
#include "attack/pgd.h"
#include "attack/universal.h"
#include "catch.h"
#include "classifier/affine.h"
#include "robustness/common_epsilon.h"

using namespace deepfool;

namespace {

Affine three_classes() {
  Eigen::MatrixXf W(3, 2);
  W << 1, 0, 0, 1, 1, 1;
  return Affine(W, Vector::Zero(3));
}

const std::vector<std::string> kOneInput = {"deepfool", "refine", "ddn",  "fgsm",
                                            "pgd",      "cw",     "lbfgs"};

}  // namespace

TEST_CASE("the table of options is sound", "[options]") {
  std::set<std::string> names;
  unsigned bits = 0;
  for (const Method* method : all_methods()) {
    CAPTURE(method->name);
    CHECK(names.insert(method->name).second);
    CHECK((bits & method->bit) == 0);
    bits |= method->bit;
    CHECK(method->takes_norm(method->norm));
    CHECK((method->steps > 0) == options::steps.taken_by(*method));
    CHECK(find_method(method->name) == method);
    CHECK_FALSE(options_of(*method).empty());
  }
  CHECK(names.size() == 9);
  CHECK(find_method("sorcery") == nullptr);
  names.clear();
  for (const Option* option : all_options()) {
    CAPTURE(option->name);
    CHECK(names.insert(option->name).second);
    CHECK(option->methods != 0);
    CHECK((option->methods & ~bits) == 0);
    if (!std::isnan(option->default_value)) CHECK(option->allows(option->default_value));
    CHECK_FALSE(option->allows(std::nan("")));
    CHECK_FALSE(wanted(*option).empty());
  }
  CHECK(names.size() == 14);
}

TEST_CASE("ranges are said in words", "[options]") {
  CHECK(wanted(options::overshoot) == "a number of at least 0");
  CHECK(wanted(options::epsilon) == "a number above 0");
  CHECK(wanted(options::fooling) == "a number above 0, up to 1");
  CHECK(wanted(options::steps) == "a whole number of at least 1");
  CHECK(wanted(false, 0.5, 2, false) == "a number from 0.5 to 2");
  CHECK(wanted(true, 0.0, 3, true) == "a whole number above 0, up to 3");
}

TEST_CASE("the table as JSON", "[options]") {
  const std::string json = options_as_json();
  const auto has = [&](const std::string& text) { return json.find(text) != std::string::npos; };
  CHECK(has(R"({"name":"deepfool","norms":"any","norm":2,"steps":null,"wholeSet":false,)"));
  CHECK(has(R"({"name":"fgsm","norms":["Infinity"],"norm":"Infinity","steps":null,)"));
  CHECK(has(R"({"name":"pgd","norms":[2,"Infinity"],"norm":2,"steps":40,)"));
  CHECK(has(R"({"name":"overshoot","type":"number","default":0.02,"min":0,)"));
  CHECK(has(R"("aboveMin":false,"methods":["deepfool","refine","universal"],)"));
  CHECK(has(R"({"name":"target","type":"class","default":null,"min":0,"max":2147483647,)"));
  CHECK(has(R"({"name":"box","type":"range","default":null,"min":null,"max":null,)"));
  CHECK(has(R"({"name":"path","type":"flag","default":false,)"));
  // Nothing is escaped, so there must be nothing to escape.
  for (const Method* m : all_methods()) {
    CHECK(std::string(m->meaning).find_first_of("\"\\\n") == std::string::npos);
  }
  for (const Option* o : all_options()) {
    CHECK(std::string(o->meaning).find_first_of("\"\\\n") == std::string::npos);
  }
}

// Each option of each method, at a value in range: an attack is made if and only if the table says
// that the method takes it.
TEST_CASE("an attack takes the options that the table gives it, and refuses the others by name",
          "[options]") {
  Affine classifier = three_classes();
  struct Setting {
    const Option& option;
    void (*set)(AttackSpec&);
  };
  const Setting settings[] = {
      {options::box,
       [](AttackSpec& s) {
         s.box = Bounds{0, 1};
       }},
      {options::target, [](AttackSpec& s) { s.target = 2; }},
      {options::candidates, [](AttackSpec& s) { s.candidates = 2; }},
      {options::overshoot, [](AttackSpec& s) { s.overshoot = 0.1; }},
      {options::max_iterations, [](AttackSpec& s) { s.max_iterations = 5; }},
      {options::steps, [](AttackSpec& s) { s.steps = 5; }},
      {options::epsilon, [](AttackSpec& s) { s.epsilon = 0.1; }},
      {options::path, [](AttackSpec& s) { s.keep_path = true; }},
  };
  for (const std::string& name : kOneInput) {
    const Method& method = *find_method(name);
    for (const Setting& setting : settings) {
      CAPTURE(name, setting.option.name);
      AttackSpec spec;
      spec.method = name;
      setting.set(spec);
      if (setting.option.taken_by(method)) {
        CHECK_NOTHROW(make_attack(classifier, spec));
      } else {
        CHECK_THROWS_WITH(make_attack(classifier, spec),
                          std::string(setting.option.name) + ": " + name + " does not take it");
      }
    }
    for (const double p : {1.0, 1.5, 2.0, std::numeric_limits<double>::infinity()}) {
      CAPTURE(name, p);
      AttackSpec spec;
      spec.method = name;
      spec.norm = p;
      if (method.takes_norm(p)) {
        CHECK_NOTHROW(make_attack(classifier, spec));
      } else {
        CHECK_THROWS_WITH(make_attack(classifier, spec), StartsWith("norm: " + name));
      }
    }
  }
}

TEST_CASE("values out of an option's range are refused by name", "[options]") {
  Affine classifier = three_classes();
  const auto refused = [&](const char* method, void (*set)(AttackSpec&), const char* message) {
    AttackSpec spec;
    spec.method = method;
    set(spec);
    CAPTURE(method, message);
    CHECK_THROWS_AS(make_attack(classifier, spec), std::invalid_argument);
    CHECK_THROWS_WITH(make_attack(classifier, spec), message);
  };
  refused(
      "deepfool", [](AttackSpec& s) { s.overshoot = -1; },
      "overshoot: give a number of at least 0");
  refused(
      "refine", [](AttackSpec& s) { s.max_iterations = 0; },
      "maxIterations: give a whole number of at least 1");
  refused(
      "deepfool", [](AttackSpec& s) { s.candidates = 4; }, "candidates: give 2 to 3");
  for (const char* method : {"refine", "ddn", "pgd", "cw", "lbfgs"}) {
    refused(
        method, [](AttackSpec& s) { s.steps = 0; }, "steps: give a whole number of at least 1");
  }
  for (const char* method : {"fgsm", "pgd"}) {
    refused(
        method, [](AttackSpec& s) { s.epsilon = 0; }, "epsilon: give a number above 0");
  }
  UniversalOptions universal;
  CHECK_THROWS_WITH(Universal(classifier, universal), "radius: give a number above 0");
  universal.radius = 1;
  universal.fooling = 1.5;
  CHECK_THROWS_WITH(Universal(classifier, universal), "fooling: give a number above 0, up to 1");
  universal.fooling = 1;
  universal.norm = 1;
  CHECK_THROWS_WITH(Universal(classifier, universal),
                    "norm: universal goes with the norms 2 and infinity");
  CHECK_THROWS_WITH(CommonEpsilon(classifier, 0, std::nullopt),
                    "share: give a number above 0, up to 1");
}
