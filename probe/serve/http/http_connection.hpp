// The life of a connection over any of Beast's streams. Only plain_connection.cpp and tls_connection.cpp include it.
#pragma once

#include "probe/serve/http/beast_messages.hpp"
#include "probe/serve/http/connection.hpp"

#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/chunk_encode.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>

#include <sys/socket.h>

#include <array>
#include <deque>
#include <optional>
#include <utility>

namespace pecprobe {

/// Reads a request, gives it to the handler, writes the answer, and so on; one at a time. `Derived` has the stream:
/// stream(), open(done) and scheme().
template <typename Derived>
class HttpConnection : public Connection, public Exchange, public std::enable_shared_from_this<Derived> {
 public:
  explicit HttpConnection(ConnectionContext& context) : m_context(context) {}

  void start() override {
    boost::beast::error_code ignored;
    const auto peer = tcp().socket().remote_endpoint(ignored);
    m_client = ignored ? std::string{} : peer.address().to_string();
    begin_to_wait();
    tcp().expires_after(m_context.limits.handshake);
    self().open([this, alive = this->shared_from_this()](const boost::beast::error_code& error) {
      if (!error) {
        read_request();
      }
    });
  }

  void drop() override { tcp().close(); }

  void finish() override {
    m_requests = m_context.limits.requests;
    if (m_waits_since) {
      drop();
    }
  }

  [[nodiscard]] std::optional<std::uint64_t> waits_since() const noexcept override { return m_waits_since; }

  void answer(HttpResponse response) override {
    if (std::exchange(m_is_answered, true)) {
      return;
    }
    const bool ends = m_ends_after_answer || m_requests >= m_context.limits.requests;
    m_response = response_of(std::move(response), m_context.fields, ends ? Afterwards::close : Afterwards::keep);
    tcp().expires_after(m_context.limits.answer);
    const auto written = [this, alive = this->shared_from_this(), ends](const boost::beast::error_code& error,
                                                                        std::size_t) { after_answer(error, ends); };
    if (m_is_head) {
      m_serializer.emplace(m_response);
      boost::beast::http::async_write_header(self().stream(), *m_serializer, written);
    } else {
      boost::beast::http::async_write(self().stream(), m_response, written);
    }
  }

  void begin_events() override {
    if (std::exchange(m_is_answered, true)) {
      return;
    }
    m_has_events = true;
    m_is_writing = true;
    m_events_head = head_of_events(m_context.fields);
    m_events_serializer.emplace(m_events_head);
    tcp().expires_after(m_context.limits.answer);
    boost::beast::http::async_write_header(
        self().stream(), *m_events_serializer,
        [this, alive = this->shared_from_this()](const boost::beast::error_code& error, std::size_t) {
          event_written(error);
        });
  }

  void event(std::string_view name, std::string_view data) override {
    if (m_has_events) {
      m_events.push_back(event_text(name, data));
      write_next_event();
    }
  }

  void end_events() override {
    if (m_has_events) {
      m_events_ended = true;
      write_next_event();
    }
  }

  void when_gone(std::function<void()> act) override {
    m_when_gone = std::move(act);
    if (!std::exchange(m_is_watched, true)) {
      watch();
    }
  }

 private:
  Derived& self() noexcept { return static_cast<Derived&>(*this); }
  boost::beast::tcp_stream& tcp() noexcept { return boost::beast::get_lowest_layer(self().stream()); }

  void begin_to_wait() { m_waits_since = m_context.waits++; }

  void read_request() {
    begin_to_wait();
    m_is_answered = false;
    m_parser.emplace();
    m_parser->header_limit(m_context.limits.header_bytes);
    m_parser->body_limit(m_context.limits.body_bytes);
    tcp().expires_after(m_context.limits.request);
    boost::beast::http::async_read(self().stream(), m_buffer, *m_parser,
                                   [this, alive = this->shared_from_this()](const boost::beast::error_code& error,
                                                                            std::size_t) { request_read(error); });
  }

  void request_read(const boost::beast::error_code& error) {
    m_waits_since.reset();
    ++m_requests;
    if (error) {
      if (const auto status = status_of(error)) {
        refuse(*status);
      }
      return;
    }
    BeastRequest message = m_parser->release();
    m_parser.reset();
    m_buffer.shrink_to_fit();  // what it held is wiped
    m_is_head = message.method() == boost::beast::http::verb::head;
    if (message.version() != 11) {
      refuse(505);
      return;
    }
    m_ends_after_answer = !message.keep_alive();
    tcp().expires_never();
    HttpRequest request = request_of(message);
    request.client = m_client;
    request.scheme = Derived::scheme();
    m_context.handler(std::move(request), this->shared_from_this());
  }

  void refuse(int status) {
    m_parser.reset();
    m_ends_after_answer = true;
    answer({status, "text/plain; charset=utf-8", std::string(reason_of(status)) + "\n"});
  }

  void after_answer(const boost::beast::error_code& error, bool ends) {
    m_serializer.reset();
    m_response = {};
    m_when_gone = nullptr;
    m_is_watched = false;
    if (error) {
      return;
    }
    if (ends || m_requests >= m_context.limits.requests) {
      say_farewell();
    } else {
      read_request();
    }
  }

  void write_next_event() {
    if (m_is_writing || m_gone) {
      return;
    }
    if (!m_events.empty()) {
      m_is_writing = true;
      tcp().expires_after(m_context.limits.answer);
      boost::asio::async_write(
          self().stream(), boost::beast::http::make_chunk(boost::asio::buffer(m_events.front())),
          [this, alive = this->shared_from_this()](const boost::beast::error_code& error, std::size_t) {
            m_events.pop_front();
            event_written(error);
          });
    } else if (std::exchange(m_events_ended, false)) {
      m_has_events = false;
      m_is_writing = true;
      tcp().expires_after(m_context.limits.answer);
      boost::asio::async_write(self().stream(), boost::beast::http::make_chunk_last(),
                               [this, alive = this->shared_from_this()](const boost::beast::error_code& error,
                                                                        std::size_t) { after_answer(error, true); });
    }
  }

  void event_written(const boost::beast::error_code& error) {
    m_is_writing = false;
    if (error) {
      client_went();
      return;
    }
    tcp().expires_never();
    write_next_event();
  }

  /// A client that closes while its answer is being made has no use for it. Bytes that come meanwhile are its next
  /// request: then nobody watches any more.
  void watch() {
    tcp().socket().async_wait(boost::asio::ip::tcp::socket::wait_read,
                              [this, weak = this->weak_from_this()](const boost::beast::error_code& error) {
                                const auto alive = weak.lock();
                                if (!alive || error || !m_when_gone) {
                                  return;
                                }
                                char byte = 0;
                                if (::recv(tcp().socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0) {
                                  client_went();
                                }
                              });
  }

  void client_went() {
    m_gone = true;
    m_events.clear();
    if (const auto act = std::exchange(m_when_gone, nullptr)) {
      act();
    }
  }

  /// Lets the client read the answer: closing with bytes unread would take it away (RFC 9112 §9.6).
  void say_farewell() {
    boost::beast::error_code ignored;
    tcp().socket().shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
    tcp().expires_after(m_context.limits.farewell);
    read_on();
  }

  void read_on() {
    tcp().async_read_some(boost::asio::buffer(m_unread),
                          [this, alive = this->shared_from_this()](const boost::beast::error_code& error, std::size_t) {
                            wipe(m_unread.data(), m_unread.size());
                            if (!error) {
                              read_on();
                            }
                          });
  }

  ConnectionContext& m_context;
  std::string m_client;
  WipedBuffer m_buffer;
  std::optional<boost::beast::http::request_parser<WipedBody>> m_parser;
  BeastResponse m_response;
  std::optional<boost::beast::http::response_serializer<boost::beast::http::string_body>> m_serializer;
  boost::beast::http::response<boost::beast::http::empty_body> m_events_head;
  std::optional<boost::beast::http::response_serializer<boost::beast::http::empty_body>> m_events_serializer;
  std::deque<std::string> m_events;  // the first is being written
  std::array<char, 4096> m_unread{};
  std::function<void()> m_when_gone;
  std::optional<std::uint64_t> m_waits_since;
  int m_requests = 0;
  bool m_is_head = false;
  bool m_is_answered = false;
  bool m_ends_after_answer = false;
  bool m_has_events = false;
  bool m_events_ended = false;
  bool m_is_writing = false;
  bool m_is_watched = false;
  bool m_gone = false;
};

}  // namespace pecprobe
