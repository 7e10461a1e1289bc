// Reads a JSON object that may hold a password: no copy of a text is left behind.
#include "probe/serve/checks/typed_fields.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>

namespace pecprobe {

namespace {

using WipedString = std::basic_string<char, std::char_traits<char>, WipingAllocator<char>>;
using WipedJson = nlohmann::basic_json<std::map, std::vector, WipedString, bool, std::int64_t, std::uint64_t, double,
                                       WipingAllocator>;

/// A short text stands inside the string object itself.
void wipe_text(WipedString& text) {
  wipe(text.data(), text.size());
  text.clear();
}

/// An object, in which lists of texts and objects of texts may stand, no deeper.
class FieldReader {
 public:
  explicit FieldReader(TypedFields& fields) : m_fields(fields) {}

  bool null() { return is_in_object(); }
  bool boolean(bool value) { return is_in_object() && (!value || m_fields.add(m_name, Secret("on"))); }
  bool number_integer(std::int64_t) { return false; }
  bool number_unsigned(std::uint64_t) { return false; }
  template <typename Text>
  bool number_float(double, const Text&) {
    return false;
  }
  bool string(WipedString& value) {
    const bool fits = !m_inside.empty() && m_fields.add(m_name, Secret(std::string_view(value.data(), value.size())));
    wipe_text(value);
    return fits;
  }
  bool binary(WipedJson::binary_t&) { return false; }
  bool start_object(std::size_t) { return enter(Inside::object); }
  bool key(WipedString& name) {
    m_name.assign(name.data(), name.size());
    wipe_text(name);
    return true;
  }
  bool end_object() { return leave(); }
  bool start_array(std::size_t) {
    m_fields.note_list(m_name);
    return !m_inside.empty() && enter(Inside::list);
  }
  bool end_array() { return leave(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) { return false; }

 private:
  enum class Inside { object, list };
  [[nodiscard]] bool is_in_object() const { return !m_inside.empty() && m_inside.back() == Inside::object; }
  bool enter(Inside inside) {
    constexpr std::size_t k_depth = 2;
    m_inside.push_back(inside);
    return m_inside.size() <= k_depth;
  }
  bool leave() {
    m_inside.pop_back();
    return true;
  }

  TypedFields& m_fields;
  std::vector<Inside> m_inside;
  std::string m_name;
};

}  // namespace

std::optional<TypedFields> TypedFields::of_json(const Secret& body) {
  TypedFields fields(TypedBy::program);
  FieldReader reader(fields);
  const std::string_view text = body.reveal();
  const bool is_read = WipedJson::sax_parse(text.begin(), text.end(), &reader);
  return is_read ? std::optional(std::move(fields)) : std::nullopt;
}

}  // namespace pecprobe
