#include "probe/serve/http/beast_messages.hpp"

#include "protocols/base/text.hpp"

#include <boost/beast/http/error.hpp>
#include <fmt/format.h>

namespace pecprobe {

namespace {

namespace http = boost::beast::http;

std::string text_of(boost::beast::string_view text) { return {text.data(), text.size()}; }

HttpMethod method_of(http::verb verb) noexcept {
  if (verb == http::verb::get) {
    return HttpMethod::get;
  }
  if (verb == http::verb::head) {
    return HttpMethod::head;
  }
  return verb == http::verb::post ? HttpMethod::post : HttpMethod::other;
}

template <typename Message>
void add_fields(Message& message, const HttpFields& fields) {
  message.version(11);
  for (const auto& [name, value] : fields) {
    message.set(name, value);
  }
}

}  // namespace

HttpRequest request_of(BeastRequest& request) {
  HttpRequest result;
  result.method = method_of(request.method());
  result.method_name = text_of(request.method_string());
  const std::string target = text_of(request.target());
  const auto question = target.find('?');
  result.path = target.substr(0, question);
  result.query = question == std::string::npos ? "" : target.substr(question + 1);
  for (const auto& field : request) {
    result.fields.emplace_back(ascii_lower(std::string_view(field.name_string().data(), field.name_string().size())),
                               text_of(field.value()));
  }
  result.body = Secret(std::string_view(request.body().data(), request.body().size()));
  request.body() = {};
  return result;
}

BeastResponse response_of(HttpResponse response, const HttpFields& common, Afterwards afterwards) {
  BeastResponse message;
  add_fields(message, common);
  message.result(static_cast<unsigned>(response.status));
  message.reason({reason_of(response.status).data(), reason_of(response.status).size()});
  message.set(http::field::content_type, response.content_type);
  for (const auto& [name, value] : response.fields) {
    message.insert(name, value);
  }
  message.keep_alive(afterwards == Afterwards::keep);
  message.body() = std::move(response.body);
  message.prepare_payload();
  return message;
}

http::response<http::empty_body> head_of_events(const HttpFields& common) {
  http::response<http::empty_body> head;
  add_fields(head, common);
  head.result(http::status::ok);
  head.set(http::field::content_type, "text/event-stream; charset=utf-8");
  head.keep_alive(false);
  head.chunked(true);
  return head;
}

std::string event_text(std::string_view name, std::string_view data) {
  return fmt::format("event: {}\ndata: {}\n\n", name, data);
}

std::optional<int> status_of(const boost::beast::error_code& error) {
  if (error == http::error::header_limit) {
    return 431;
  }
  if (error == http::error::body_limit) {
    return 413;
  }
  if (error == http::error::bad_version) {
    return 505;
  }
  const bool is_over = error == http::error::end_of_stream || error == http::error::partial_message;
  const bool is_of_the_parser = error.category() == make_error_code(http::error::bad_version).category();
  return is_of_the_parser && !is_over ? std::optional(400) : std::nullopt;
}

}  // namespace pecprobe
