#include "probe/report/json_field.hpp"

#include "protocols/base/text.hpp"

namespace pecprobe {

namespace {

constexpr std::size_t k_longest_text = 16384;  // our own texts end at 4096 bytes before they are escaped

}  // namespace

void JsonField::refuse(std::string_view reason) const {
  throw BadField(fmt::format("{}: {}", m_path.empty() ? "/" : printable(m_path, 200), reason));
}

JsonField JsonField::operator[](const char* name) const {
  if (!m_value.is_object()) {
    refuse("not an object");
  }
  const auto found = m_value.find(name);
  if (found == m_value.end()) {
    refuse(fmt::format("{} is missing", name));
  }
  return {*found, m_path + "/" + name};
}

std::vector<JsonField> JsonField::items() const {
  if (!m_value.is_array()) {
    refuse("not a list");
  }
  std::vector<JsonField> out;
  for (std::size_t i = 0; i < m_value.size(); ++i) {
    out.emplace_back(m_value[i], fmt::format("{}/{}", m_path, i));
  }
  return out;
}

std::string JsonField::text() const {
  if (!m_value.is_string()) {
    refuse("not a text");
  }
  return printable(m_value.get_ref<const std::string&>(), k_longest_text);
}

std::vector<std::string> JsonField::texts() const {
  std::vector<std::string> out;
  for (const JsonField& item : items()) {
    out.push_back(item.text());
  }
  return out;
}

bool JsonField::boolean() const {
  if (!m_value.is_boolean()) {
    refuse("neither true nor false");
  }
  return m_value.get<bool>();
}

std::int64_t JsonField::integer(std::int64_t least, std::int64_t most) const {
  const bool is_huge = m_value.is_number_unsigned() && m_value.get<std::uint64_t>() > static_cast<std::uint64_t>(most);
  if (!m_value.is_number_integer() || is_huge || m_value.get<std::int64_t>() < least ||
      m_value.get<std::int64_t>() > most) {
    refuse(fmt::format("not a whole number from {} to {}", least, most));
  }
  return m_value.get<std::int64_t>();
}

double JsonField::number(double least, double most) const {
  if (!m_value.is_number() || !(m_value.get<double>() >= least) || !(m_value.get<double>() <= most)) {
    refuse(fmt::format("not a number from {} to {}", least, most));
  }
  return m_value.get<double>();
}

}  // namespace pecprobe
