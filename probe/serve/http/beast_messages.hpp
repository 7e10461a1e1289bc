// Between Beast's messages and our values.
#pragma once

#include "probe/serve/http/message.hpp"

#include <boost/beast/core/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/vector_body.hpp>

namespace pecprobe {

/// Bodies may hold passwords: whatever memory held one is wiped.
using WipedBody = boost::beast::http::vector_body<char, WipingAllocator<char>>;
using WipedBuffer = boost::beast::basic_flat_buffer<WipingAllocator<char>>;
using BeastRequest = boost::beast::http::request<WipedBody>;
using BeastResponse = boost::beast::http::response<boost::beast::http::string_body>;

/// Whether the connection goes on behind an answer.
enum class Afterwards { close, keep };

/// Without client and scheme. Takes the body.
[[nodiscard]] HttpRequest request_of(BeastRequest& request);

/// With `common` fields.
[[nodiscard]] BeastResponse response_of(HttpResponse response, const HttpFields& common, Afterwards afterwards);

/// The head of an answer whose body comes in chunks.
[[nodiscard]] boost::beast::http::response<boost::beast::http::empty_body> head_of_events(const HttpFields& common);

/// One event in the form of `text/event-stream`.
[[nodiscard]] std::string event_text(std::string_view name, std::string_view data);

/// The status that says what was wrong with the bytes of a request; nothing when the connection is simply over.
[[nodiscard]] std::optional<int> status_of(const boost::beast::error_code& error);

}  // namespace pecprobe
