// The wording files against each other, against the model and against the sources that name their keys.
#include "probe/model/diagnosis.hpp"
#include "probe/report/dates.hpp"
#include "probe/report/names.hpp"
#include "probe/report/wording.hpp"
#include "protocols/base/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace pecprobe {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using Names = std::set<std::string>;

/// Of every language that has a file: a further one is held to all of this.
std::vector<const Wording*> all_wordings() {
  std::vector<const Wording*> wordings;
  for (const Language language : Language::all()) {
    wordings.push_back(&Wording::of(language));
  }
  return wordings;
}

Names keys_of(const Wording& wording) {
  Names keys;
  for (const auto& [key, text] : wording.texts()) {
    keys.insert(key);
  }
  for (const auto& [key, list] : wording.lists()) {
    keys.insert(key);
  }
  return keys;
}

/// The names right below `table`: for "code.", "ok" of "code.ok.title".
Names names_below(const Wording& wording, const std::string& table) {
  Names names;
  for (const std::string& key : keys_of(wording)) {
    if (key.starts_with(table)) {
      names.insert(key.substr(table.size(), key.find('.', table.size()) - table.size()));
    }
  }
  return names;
}

/// Bytes of a key's part or of a placeholder's name.
constexpr std::string_view k_name_bytes = "abcdefghijklmnopqrstuvwxyz_0123456789";

/// The names in braces: "count" of "{count:03}".
Names placeholders_in(const std::string& text) {
  Names names;
  for (auto at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
    names.insert(text.substr(at + 1, text.find_first_not_of(k_name_bytes, at + 1) - at - 1));
  }
  return names;
}

std::string all_of(const std::vector<std::string>& sentences) {
  std::string text;
  for (const std::string& sentence : sentences) {
    text += sentence + "\n";
  }
  return text;
}

template <typename Enum>
Names names_of(std::initializer_list<Enum> values) {
  Names names;
  for (const Enum value : values) {
    names.emplace(to_string(value));
  }
  return names;
}

/// Every enumerator of `Enum` up to `last`.
template <typename Enum>
Names names_up_to(Enum last) {
  Names names;
  for (int number = 0; number <= static_cast<int>(last); ++number) {
    names.emplace(to_string(static_cast<Enum>(number)));
  }
  return names;
}

TEST(WordingFiles, each_make_a_language_by_being_there) {
  Names files;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(PECPROBE_SOURCE_DIR) / "probe/data")) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("wording.")) {
      files.insert(name.substr(8, name.find('.', 8) - 8));
    }
  }
  Names languages;
  for (const Language language : Language::all()) {
    languages.emplace(language.tag());
    EXPECT_EQ(Language::of_tag(language.tag()), language);
  }
  EXPECT_EQ(languages, files);
  EXPECT_EQ(Language::of_tag("xx"), std::nullopt);
}

TEST(WordingFiles, have_exactly_the_same_keys) {
  for (const Language language : Language::all()) {
    EXPECT_EQ(keys_of(Wording::of(language)), keys_of(Wording::of(Language::italian))) << language.tag();
  }
}

TEST(WordingFiles, have_the_same_placeholders_in_every_language) {
  for (const Wording* wording : all_wordings()) {
    for (const auto& [key, text] : Wording::of(Language::italian).texts()) {
      EXPECT_EQ(placeholders_in(text), placeholders_in(wording->text(key))) << key;
    }
    for (const auto& [key, list] : Wording::of(Language::italian).lists()) {
      EXPECT_EQ(placeholders_in(all_of(list)), placeholders_in(all_of(wording->list(key)))) << key;
      EXPECT_EQ(list.size(), wording->list(key).size()) << key;
    }
  }
}

TEST(WordingFiles, have_no_empty_sentence_but_where_the_provider_has_no_part) {
  for (const Wording* wording : all_wordings()) {
    for (const auto& [key, text] : wording->texts()) {
      if (!key.ends_with(".tell_provider")) {
        EXPECT_THAT(text, Not(IsEmpty())) << key;
      }
    }
    for (const auto& [key, list] : wording->lists()) {
      for (const std::string& sentence : list) {
        EXPECT_THAT(sentence, Not(IsEmpty())) << key;
      }
    }
  }
}

TEST(WordingFiles, say_title_cause_advice_and_words_for_the_provider_for_every_code_and_for_no_other) {
  Names codes;
  for (const CodeInfo& code : all_codes()) {
    codes.emplace(code.id);
  }
  for (const Wording* wording : all_wordings()) {
    EXPECT_EQ(names_below(*wording, "code."), codes);
    for (const std::string& code : codes) {
      EXPECT_EQ(names_below(*wording, "code." + code + "."), (Names{"title", "cause", "advice", "tell_provider"}));
      EXPECT_EQ(wording->list("code." + code + ".advice").empty(), code == "ok") << code;
      EXPECT_FALSE(wording->text("code." + code + ".title").ends_with('.')) << code;
    }
  }
}

TEST(WordingFiles, say_why_and_how_to_settle_every_hypothesis) {
  const Names ids = {"wrong_password",
                     "password_expired",
                     "webmail_password_used",
                     "password_not_generated",
                     "password_deactivated",
                     "login_form",
                     "protocol_disabled",
                     "account_suspended",
                     "temporarily_blocked",
                     "chain_untrusted_issuer",
                     "chain_missing_intermediate",
                     "clock_wrong",
                     "antivirus_interception",
                     "firewall_blocks_port",
                     "wrong_port_or_mode",
                     "mistyped_password",
                     "sender_not_account",
                     "dns_typo",
                     "mailbox_domain_as_host",
                     "tls_plain_port",
                     "password_expired_on_record",
                     "password_replaced_early",
                     "password_not_active_yet",
                     "app_password_not_needed",
                     "mailbox_password_wrong",
                     "mailbox_password_expired",
                     "login_is_user_id",
                     "login_is_address",
                     "login_of_archive",
                     "login_of_collaborator",
                     "all_protocols_disabled",
                     "server_trouble",
                     "certificate_really_expired",
                     "interception_of_all",
                     "firewall_blocks_sending",
                     "network_closed",
                     "provider_outage",
                     "dns_of_network"};
  for (const Wording* wording : all_wordings()) {
    EXPECT_EQ(names_below(*wording, "hypothesis."), ids);
    for (const std::string& id : ids) {
      EXPECT_EQ(names_below(*wording, "hypothesis." + id + "."), (Names{"why", "settle"}));
    }
  }
}

TEST(WordingFiles, name_every_enumerator_that_reports_show) {
  for (const Wording* wording : all_wordings()) {
    EXPECT_EQ(names_below(*wording, "warning."), names_up_to(WarningCode::environment_ignored));
    EXPECT_EQ(names_below(*wording, "step."), names_up_to(Step::logout));
    EXPECT_EQ(names_below(*wording, "mark."), names_up_to(StepStatus::skip));
    EXPECT_EQ(names_below(*wording, "verdict."), names_up_to(Verdict::fail));
    EXPECT_EQ(names_below(*wording, "verdict_short."), names_up_to(Verdict::fail));
    EXPECT_EQ(names_below(*wording, "certainty."), names_up_to(Certainty::possible));
    EXPECT_EQ(names_below(*wording, "mistyped."),
              (Names{"white_space", "invisible", "typographic", "look_alike", "damaged", "base64", "percent_encoded",
                     "length", "alphabet"}));
    EXPECT_EQ(names_below(*wording, "certainty_meaning."), names_up_to(Certainty::possible));
    EXPECT_EQ(names_below(*wording, "retry."), names_of({Retry::later, Retry::pointless, Retry::dangerous}));
    EXPECT_EQ(names_below(*wording, "evidence."), names_up_to(Evidence::Kind::remembered));
    EXPECT_EQ(names_below(*wording, "tls_mode."), names_up_to(TlsMode::starttls_if_offered));
    EXPECT_EQ(names_below(*wording, "account_kind."), names_up_to(AccountKind::multiuser));
    EXPECT_EQ(names_below(*wording, "password_phase."), names_up_to(PasswordPhase::deactivated));
    EXPECT_EQ(names_below(*wording, "connect_outcome."), names_up_to(ConnectOutcome::abandoned));
    EXPECT_EQ(names_below(*wording, "certificate_problem."), names_up_to(CertificateProblem::other));
    EXPECT_EQ(names_below(*wording, "lookalike."), names_up_to(Lookalike::tls));
    EXPECT_EQ(names_below(*wording, "final."), names_up_to(Direction::send));
  }
}

TEST(WordingFiles, name_every_way_a_handshake_fails_other_than_by_its_certificate) {
  Names failures = names_up_to(TlsFailure::other);
  failures.erase("none");
  failures.erase("certificate");
  for (const Wording* wording : all_wordings()) {
    EXPECT_EQ(names_below(*wording, "tls_failure."), failures);
  }
}

TEST(WordingFiles, have_a_final_sentence_for_every_outcome_of_a_direction) {
  Names outcomes = names_up_to(Verdict::fail);
  outcomes.insert({"some", "absent"});
  for (const Wording* wording : all_wordings()) {
    EXPECT_EQ(names_below(*wording, "final.receive."), outcomes);
    EXPECT_EQ(names_below(*wording, "final.send."), outcomes);
  }
}

TEST(WordingFiles, name_nothing_but_the_subject_in_sentences_about_a_code) {
  const Names known = {"host",
                       "port",
                       "service",
                       "address",
                       "login",
                       "date",
                       "validity",
                       "extension",
                       "app_password_when",
                       "app_password_place",
                       "protocols_place",
                       "multiuser_place"};
  const auto expect_known = [&](const std::string& key, const std::string& text) {
    for (const std::string& name : placeholders_in(text)) {
      EXPECT_TRUE(known.contains(name)) << key << " names {" << name << "}";
    }
  };
  for (const Wording* wording : all_wordings()) {
    for (const auto& [key, text] : wording->texts()) {
      if (key.starts_with("code.") || key.starts_with("hypothesis.")) {
        expect_known(key, text);
      }
    }
    for (const auto& [key, list] : wording->lists()) {
      expect_known(key, all_of(list));
    }
  }
}

/// True where a sentence tells to get or set another password: a verb of change, then the word itself before the next
/// full stop.
bool advises_to_change_the_password(const std::string& advice) {
  constexpr std::array k_stems = {"cambi", "modific", "gener", "reimpost", "aggiorn", "sostitu",
                                  "chang", "renew",   "reset", "replac",   "updat"};
  const std::string text = ascii_lower(advice);
  return std::any_of(k_stems.begin(), k_stems.end(), [&](const char* stem) {
    for (auto at = text.find(stem); at != std::string::npos; at = text.find(stem, at + 1)) {
      if (text.find("password", at) < text.find('.', at)) {
        return true;
      }
    }
    return false;
  });
}

TEST(WordingFiles, never_advise_to_change_the_password_on_a_temporary_answer) {
  for (const Wording* wording : all_wordings()) {
    for (const CodeInfo& code : all_codes()) {
      if (code.verdict == Verdict::temporary) {
        for (const std::string& sentence : wording->list(fmt::format("code.{}.advice", code.id))) {
          EXPECT_FALSE(advises_to_change_the_password(sentence)) << code.id << ": " << sentence;
        }
      }
    }
    // The rule has teeth: where a new password is the remedy, it is seen.
    EXPECT_TRUE(advises_to_change_the_password(all_of(wording->list("code.auth_app_password_required.advice"))));
  }
}

TEST(WordingFiles, never_say_check_your_settings) {
  for (const Wording* wording : all_wordings()) {
    for (const auto& [key, list] : wording->lists()) {
      const std::string advice = ascii_lower(all_of(list));
      for (const char* idle : {"controlli le impostazioni", "verifichi le impostazioni", "check your settings"}) {
        EXPECT_THAT(advice, Not(HasSubstr(idle))) << key;
      }
    }
  }
}

TEST(WordingFiles, tell_who_is_refused_where_the_dedicated_password_comes_from) {
  for (const Wording* wording : all_wordings()) {
    const std::string advice = all_of(wording->list("code.auth_rejected.advice"));
    EXPECT_THAT(advice, testing::HasSubstr("{app_password_place}"));
  }
}

std::string content_of(const std::filesystem::path& path) {
  std::ostringstream content;
  content << std::ifstream(path).rdbuf();
  return content.str();
}

/// True for what looks like a whole key of a table that sources name literally: "report.success".
bool is_key(std::string_view text) {
  const std::string_view table = text.substr(0, text.find('.'));
  constexpr std::array<std::string_view, 10> k_tables = {"cli",      "report", "detail", "count",     "explain",
                                                         "nameless", "page",   "place",  "providers", "settings"};
  const bool is_known = std::find(k_tables.begin(), k_tables.end(), table) != k_tables.end();
  return is_known && table.size() + 1 < text.size() && !text.ends_with('.') &&
         text.find_first_not_of(std::string(k_name_bytes) + ".") == std::string_view::npos;
}

/// The keys that sources below probe/ write out in full.
Names keys_in_sources() {
  Names keys;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(std::string(PECPROBE_SOURCE_DIR) + "/probe")) {
    const auto extension = entry.path().extension();
    if (extension == ".cpp" || extension == ".hpp") {
      std::istringstream source(content_of(entry.path()));
      for (std::string piece; std::getline(source, piece, '"');) {
        if (is_key(piece)) {
          keys.insert(piece);
        }
      }
    }
  }
  return keys;
}

TEST(WordingFiles, hold_every_sentence_that_a_source_names) {
  const Names keys = keys_of(Wording::of(Language::italian));
  const Names named = keys_in_sources();
  EXPECT_TRUE(named.contains("report.success"));
  for (const std::string& key : named) {
    EXPECT_TRUE(keys.contains(key) || keys.contains(key + ".one")) << key;
  }
}

TEST(WordingFiles, hold_no_report_sentence_that_nothing_shows) {
  const Names named = keys_in_sources();
  for (const std::string& key : keys_of(Wording::of(Language::italian))) {
    const bool is_plural = key.ends_with(".one") || key.ends_with(".other");
    const std::string name = is_plural ? key.substr(0, key.rfind('.')) : key;
    if (is_key(name) && !key.starts_with("cli.")) {
      EXPECT_TRUE(named.contains(name)) << key;
    }
  }
}

}  // namespace
}  // namespace pecprobe
