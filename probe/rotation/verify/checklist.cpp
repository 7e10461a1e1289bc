#include "probe/rotation/verify/checklist.hpp"

#include "protocols/base/text.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

constexpr std::string_view k_password_field = "password";  // its name among the fields of a tab

std::vector<PasswordField> password_fields(const ProgramSettings& program) {
  std::vector<PasswordField> fields;
  for (const SettingsTab& tab : program.tabs) {
    for (const SettingsTab::Field& field : tab.fields) {
      if (field.name == k_password_field) {
        fields.push_back({tab.direction, tab.title, field.label});
      }
    }
  }
  return fields;
}

ChecklistItem item_of(ProgramOnRecord program, const ProgramSettings* known) {
  ChecklistItem item{std::move(program), {}, {}, {}};
  if (known != nullptr) {
    item.id = known->id;
    item.where = known->where;
    item.fields = password_fields(*known);
  }
  return item;
}

bool is_named_by(const ProgramSettings& known, const std::vector<std::string>& words) {
  return !words.empty() && iequals(words.front(), known.name);
}

}  // namespace

std::vector<ChecklistItem> checklist(const std::vector<ProgramOnRecord>& programs, const MailSettings& settings,
                                     Language language) {
  const std::vector<ProgramSettings> known = program_settings(settings, language);
  std::vector<ChecklistItem> items;
  for (const ProgramOnRecord& program : programs) {
    const std::vector<std::string> words = split_words(program.name);
    const auto found =
        std::find_if(known.begin(), known.end(), [&](const ProgramSettings& one) { return is_named_by(one, words); });
    items.push_back(item_of(program, found == known.end() ? nullptr : &*found));
  }
  return items;
}

std::vector<ChecklistItem> every_known_program(const MailSettings& settings, Language language) {
  std::vector<ChecklistItem> items;
  for (const ProgramSettings& program : program_settings(settings, language)) {
    items.push_back(item_of({program.name, Updated::no}, &program));
  }
  return items;
}

}  // namespace pecprobe
