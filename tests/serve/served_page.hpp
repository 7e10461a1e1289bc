// The built program serving its page beside a test, which plays browser and mail servers.
#pragma once

#include "tests/integration/mock_playing.hpp"
#include "tests/serve/raw_http.hpp"
#include "tests/support/background_program.hpp"
#include "tests/support/temporary_folder.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::test {

inline constexpr std::string_view k_address = "casella@pec.example";
inline constexpr std::string_view k_good_password = "app-password-1";

struct HttpCall {
  std::string method = "GET";
  std::string target = "/";
  std::string fields{};  // each ended by CR LF, besides Host, Connection and the token
  std::string body{};
  bool has_token = true;
  std::string client{};  // another address of this computer than the usual one
};

class ServedPage {
 public:
  /// `statements`: what the mail servers play; they are the provider of pec.example. `options`: of `serve`.
  explicit ServedPage(std::string_view statements = "", const std::vector<std::string>& options = {});

  [[nodiscard]] std::uint16_t port() const noexcept { return m_port; }
  [[nodiscard]] const std::string& token() const noexcept { return m_token; }
  [[nodiscard]] std::string host() const;
  [[nodiscard]] const MockPlaying& mail() const noexcept { return m_mail; }
  [[nodiscard]] BackgroundProgram& program() noexcept { return *m_program; }
  [[nodiscard]] const TemporaryFolder& folder() const noexcept { return m_folder; }

  /// The bytes of a call as a browser of this page would make it.
  [[nodiscard]] std::string bytes_of(const HttpCall& call) const;
  [[nodiscard]] HttpAnswer call(const HttpCall& call) const;
  /// The page of a result once it has ended.
  [[nodiscard]] HttpAnswer finished(const std::string& target) const;
  [[nodiscard]] HttpAnswer get(std::string target) const { return call({.target = std::move(target)}); }
  /// `POST /api/v1/check` with a JSON body, from the page's own script.
  [[nodiscard]] HttpAnswer check(const std::string& json, const std::string& accept = "application/json",
                                 const std::string& client = "") const;
  /// A form of the page, sent without script: `fields` are encoded already and follow the token.
  [[nodiscard]] HttpAnswer submit(const std::string& target, const std::string& fields) const;
  /// A token out of a form of the page.
  [[nodiscard]] std::string form_token() const;

  /// How many logins the mail servers saw.
  [[nodiscard]] std::size_t logins() const;
  [[nodiscard]] std::size_t connections() const;

 private:
  TemporaryFolder m_folder;
  MockPlaying m_mail;
  std::unique_ptr<BackgroundProgram> m_program;
  std::uint16_t m_port = 0;
  std::string m_token;
};

/// `{"address": …, "password": …}` and further members.
[[nodiscard]] std::string check_json(std::string_view password = k_good_password, std::string_view further = "");

}  // namespace pecprobe::test
