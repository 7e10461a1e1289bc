#include "probe/receipt/mime_headers.hpp"

#include "protocols/base/text.hpp"

#include <gmime/gmime.h>

#include <algorithm>
#include <array>
#include <memory>

namespace pecprobe {

namespace {

/// GMime's objects are counted references of GLib.
struct Unref {
  void operator()(gpointer object) const noexcept { g_object_unref(object); }
};
template <typename T>
using Ref = std::unique_ptr<T, Unref>;

struct FreeOptions {
  void operator()(GMimeParserOptions* options) const noexcept { g_mime_parser_options_free(options); }
};
using Options = std::unique_ptr<GMimeParserOptions, FreeOptions>;

/// Bytes above ASCII without a charset are UTF-8 or else Latin 1, on every computer alike.
Options parser_options() {
  static const bool is_ready = [] {
    g_mime_init();
    return true;
  }();
  static_cast<void>(is_ready);
  Options options(g_mime_parser_options_new());
  std::array<const char*, 3> charsets = {"utf-8", "iso-8859-1", nullptr};
  g_mime_parser_options_set_fallback_charsets(options.get(), charsets.data());
  return options;
}

std::string text_or_empty(const char* text) { return text == nullptr ? std::string{} : std::string(text); }

TransferEncoding transfer_encoding(std::string_view value) {
  if (iequals(value, "base64")) {
    return TransferEncoding::base64;
  }
  return iequals(value, "quoted-printable") ? TransferEncoding::quoted_printable : TransferEncoding::identity;
}

void take_content_type(MimeHeaders& headers, GMimeObject* part) {
  GMimeContentType* type = g_mime_object_get_content_type(part);
  if (type == nullptr) {
    return;
  }
  headers.type = ascii_lower(text_or_empty(g_mime_content_type_get_media_type(type)) + '/' +
                             text_or_empty(g_mime_content_type_get_media_subtype(type)));
  headers.boundary = text_or_empty(g_mime_content_type_get_parameter(type, "boundary"));
  headers.file_name = text_or_empty(g_mime_object_get_content_disposition_parameter(part, "filename"));
  if (headers.file_name.empty()) {
    headers.file_name = text_or_empty(g_mime_content_type_get_parameter(type, "name"));
  }
}

}  // namespace

std::size_t MimeHeaders::count(std::string_view name) const noexcept {
  return static_cast<std::size_t>(
      std::count_if(fields.begin(), fields.end(), [&](const MimeField& field) { return field.name == name; }));
}

std::string_view MimeHeaders::value(std::string_view name) const noexcept {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const MimeField& field) { return field.name == name; });
  return found == fields.end() ? std::string_view{} : trimmed(found->value);
}

MimeHeaders parse_mime_headers(std::string_view section) {
  const Options options = parser_options();
  const std::string bytes = std::string(section) + "\r\n\r\n";
  const Ref<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Ref<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const Ref<GMimeObject> part(g_mime_parser_construct_part(parser.get(), options.get()));
  MimeHeaders headers;
  headers.type = "text/plain";
  if (!part) {
    return headers;
  }
  GMimeHeaderList* list = g_mime_object_get_header_list(part.get());
  for (int i = 0; i < g_mime_header_list_get_count(list); ++i) {
    GMimeHeader* field = g_mime_header_list_get_header_at(list, i);
    headers.fields.push_back(
        {ascii_lower(text_or_empty(g_mime_header_get_name(field))), text_or_empty(g_mime_header_get_value(field))});
  }
  take_content_type(headers, part.get());
  headers.encoding = transfer_encoding(headers.value("content-transfer-encoding"));
  return headers;
}

std::vector<std::string> mail_addresses(std::string_view value) {
  const Options options = parser_options();
  std::vector<std::string> addresses;
  const Ref<InternetAddressList> list(internet_address_list_parse(options.get(), std::string(value).c_str()));
  const int count = list ? internet_address_list_length(list.get()) : 0;
  for (int i = 0; i < count; ++i) {
    InternetAddress* address = internet_address_list_get_address(list.get(), i);
    if (INTERNET_ADDRESS_IS_MAILBOX(address)) {
      addresses.push_back(text_or_empty(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address))));
    }
  }
  return addresses;
}

std::string decoded(std::string_view body, TransferEncoding encoding) {
  if (encoding == TransferEncoding::identity) {
    return std::string(body);
  }
  GMimeEncoding state;
  g_mime_encoding_init_decode(&state, encoding == TransferEncoding::base64 ? GMIME_CONTENT_ENCODING_BASE64
                                                                           : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  std::string out(g_mime_encoding_outlen(&state, body.size()), '\0');
  out.resize(g_mime_encoding_flush(&state, body.data(), body.size(), out.data()));
  return out;
}

}  // namespace pecprobe
