#include "protocols/net/mail_exchangers.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <thread>

namespace pecprobe {
namespace {

using boost::asio::ip::udp;
using testing::ElementsAre;
using testing::IsEmpty;

/// A name in DNS form: each label behind its length (RFC 1035 §3.1).
std::string wire_name(std::string_view name) {
  std::string wire;
  while (!name.empty()) {
    const auto dot = std::min(name.find('.'), name.size());
    wire += static_cast<char>(dot);
    wire += name.substr(0, dot);
    name.remove_prefix(std::min(dot + 1, name.size()));
  }
  return wire + '\0';
}

std::string two_bytes(unsigned value) { return {static_cast<char>(value >> 8U), static_cast<char>(value & 0xFFU)}; }

/// A resource record of type MX for the name of the question.
std::string mx_record(unsigned priority, std::string_view host) {
  const std::string data = two_bytes(priority) + wire_name(host);
  return std::string("\xC0\x0C", 2) + two_bytes(15) + two_bytes(1) + std::string(2, '\0') + two_bytes(60) +
         two_bytes(static_cast<unsigned>(data.size())) + data;
}

/// A name server on loopback that gives every question the same records, or the same error.
class NameServer {
 public:
  NameServer(std::vector<std::string> records, unsigned error = 0)
      : m_socket(m_loop, udp::endpoint(boost::asio::ip::address_v4::loopback(), 0)),
        m_port(m_socket.local_endpoint().port()) {
    m_thread = std::thread([this, records = std::move(records), error] { serve(records, error); });
  }
  NameServer(const NameServer&) = delete;
  NameServer& operator=(const NameServer&) = delete;
  ~NameServer() {
    udp::socket ender(m_loop, udp::v4());
    boost::system::error_code ignored;
    ender.send_to(boost::asio::buffer("", 0), m_socket.local_endpoint(), 0, ignored);  // an empty question ends it
    m_thread.join();
  }

  [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(m_port); }

 private:
  void serve(const std::vector<std::string>& records, unsigned error) {
    for (std::array<char, 512> question{};;) {
      udp::endpoint from;
      const std::size_t size = m_socket.receive_from(boost::asio::buffer(question), from);
      if (size < 17) {
        return;
      }
      const std::size_t end = std::string_view(question.data(), size).find('\0', 12) + 5;
      std::string answer(question.data(), 2);
      answer += two_bytes(0x8180U | error) + two_bytes(1) + two_bytes(static_cast<unsigned>(records.size()));
      answer += std::string(4, '\0') + std::string(question.data() + 12, end - 12);
      for (const std::string& record : records) {
        answer += record;
      }
      m_socket.send_to(boost::asio::buffer(answer), from);
    }
  }

  boost::asio::io_context m_loop;
  udp::socket m_socket;
  unsigned short m_port;
  std::thread m_thread;
};

TEST(MailExchangers, AreGivenByPreferenceInLowerCase) {
  const NameServer server({mx_record(20, "Backup.Example"), mx_record(10, "mx.pec.aruba.example")});
  const auto found = make_dns_mail_exchangers({std::chrono::seconds{10}, server.address()})->look_up("azienda.it");
  ASSERT_TRUE(found) << found.error();
  EXPECT_THAT(*found, ElementsAre("mx.pec.aruba.example", "backup.example"));
}

TEST(MailExchangers, AreNoneForADomainWithoutThem) {
  const NameServer server({});
  const auto found = make_dns_mail_exchangers({std::chrono::seconds{10}, server.address()})->look_up("azienda.it");
  ASSERT_TRUE(found) << found.error();
  EXPECT_THAT(*found, IsEmpty());
}

TEST(MailExchangers, AreNoneForADomainThatDoesNotExist) {
  const NameServer server({}, 3);
  const auto found = make_dns_mail_exchangers({std::chrono::seconds{10}, server.address()})->look_up("azienda.it");
  ASSERT_TRUE(found) << found.error();
  EXPECT_THAT(*found, IsEmpty());
}

TEST(MailExchangers, AFailureOfTheNameServerIsASentence) {
  const NameServer server({}, 2);
  EXPECT_FALSE(make_dns_mail_exchangers({std::chrono::seconds{10}, server.address()})->look_up("azienda.it"));
}

TEST(MailExchangers, AnAnswerThatIsNoneIsASentence) {
  const NameServer server({"garbage"});
  EXPECT_FALSE(make_dns_mail_exchangers({std::chrono::seconds{10}, server.address()})->look_up("azienda.it"));
}

TEST(MailExchangers, ReservedDomainsBelongToNobody) {
  for (const char* domain : {"example", "pec.example", "a.TEST", "b.invalid.", "localhost"}) {
    EXPECT_TRUE(is_reserved_domain(domain)) << domain;
  }
  for (const char* domain : {"pec.it", "example.it", "example.com", ""}) {
    EXPECT_FALSE(is_reserved_domain(domain)) << domain;
  }
}

}  // namespace
}  // namespace pecprobe
