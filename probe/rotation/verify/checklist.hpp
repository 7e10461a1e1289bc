// Where a new password still has to be typed: the programs on record with the fields that hold it.
#pragma once

#include "probe/advice/settings.hpp"

#include <string>
#include <vector>

namespace pecprobe {

enum class Updated { no, yes };

/// A program as the person named it, and whether it has the present password.
struct ProgramOnRecord {
  std::string name;
  Updated updated = Updated::no;

  bool operator==(const ProgramOnRecord&) const = default;
};

/// A field that holds the password.
struct PasswordField {
  Direction direction = Direction::receive;
  std::string tab;
  std::string label;

  bool operator==(const PasswordField&) const = default;
};

struct ChecklistItem {
  ProgramOnRecord program;
  std::string id;                     // of the settings' program that it is; empty: not known
  std::string where;                  // the way to the fields; empty: not known
  std::vector<PasswordField> fields;  // empty: not known

  bool operator==(const ChecklistItem&) const = default;
};

/// In the order of `programs`. A program is known by the first word of its name, letter case ignored: "Outlook
/// ufficio" is Outlook.
[[nodiscard]] std::vector<ChecklistItem> checklist(const std::vector<ProgramOnRecord>& programs,
                                                   const MailSettings& settings, Language language);

/// The same for every program whose fields are known, where none is on record.
[[nodiscard]] std::vector<ChecklistItem> every_known_program(const MailSettings& settings, Language language);

}  // namespace pecprobe
