#include "probe/config/accounts_file.hpp"

#include "tests/support/temporary_folder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace pecprobe {
namespace {

using test::TemporaryFolder;
using testing::ElementsAre;

/// Line, column, problem, what: how a test names a fault.
struct Seen {
  FilePlace place;
  std::variant<AccountsProblem, InputProblem, SecretProblem> problem;
  std::string what;
  bool operator==(const Seen&) const = default;
};

void PrintTo(const Seen& seen, std::ostream* out) {
  *out << fmt::format("{}:{}: problem {}.{} '{}'", seen.place.line, seen.place.column, seen.problem.index(),
                      std::visit([](auto problem) { return static_cast<int>(problem); }, seen.problem), seen.what);
}

struct Reading {
  std::vector<AccountRow> rows;
  std::vector<Seen> faults;
  bool holds_passwords = false;
};

AccountsRules rules() {
  AccountsRules out;
  out.today = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22};
  return out;
}

Seen seen(const AccountsFault& fault) {
  if (const auto* input = std::get_if<InputError>(&fault.problem)) {
    return {fault.place, input->problem, fault.what};
  }
  if (const auto* secret = std::get_if<SecretError>(&fault.problem)) {
    return {fault.place, secret->problem, fault.what};
  }
  return {fault.place, std::get<AccountsProblem>(fault.problem), fault.what};
}

Reading read_file(const std::string& path, const AccountsRules& rules) {
  Reading out;
  auto file = AccountsFile::open(path, rules);
  if (!file) {
    for (const AccountsFault& fault : file.error().first) {
      out.faults.push_back(seen(fault));
    }
    return out;
  }
  out.holds_passwords = file->holds_passwords();
  for (std::size_t index = 0; index < file->size(); ++index) {
    auto row = file->row(index);
    if (!row) {
      out.faults.push_back(seen(row.error()));
      return out;
    }
    out.rows.push_back(std::move(*row));
  }
  return out;
}

Reading read(std::string_view name, std::string_view content, const AccountsRules& how = rules()) {
  const TemporaryFolder folder;
  return read_file(folder.file(name, content), how);
}
Reading csv(std::string_view content) { return read("accounts.csv", content); }
Reading toml(std::string_view content) { return read("accounts.toml", content); }

std::vector<std::string> addresses(const Reading& reading) {
  std::vector<std::string> out;
  for (const AccountRow& row : reading.rows) {
    out.push_back(row.account.address);
  }
  return out;
}

std::string password(const RowPassword& password) {
  const auto* secret = std::get_if<Secret>(&password);
  return secret != nullptr ? std::string(secret->reveal()) : "(none)";
}

constexpr std::string_view k_servers = "imap = \"imaps://imap.example\"\npassword_file = \"pw\"\n";

TEST(AccountsToml, AnAccountCarriesEverythingThatIsSaidOfIt) {
  const Reading reading = toml(R"([defaults]
two_step = true
password_command = ["pass", "show", "pec/it's $HOME"]

[[account]]
address = "ditta@pec.example"
login = "ditta-1"
kind = "multiuser"
imap = "imaps://imap.example:1993"
smtp = "smtp://smtp.example"
services = ["smtp", "imap"]
tags = ["sede", "nord"]
issued = 2026-08-01
used_by = ["ARXivar", "Outlook"]
)");
  ASSERT_THAT(reading.faults, ElementsAre());
  ASSERT_EQ(reading.rows.size(), 1U);
  const AccountRow& row = reading.rows.front();
  EXPECT_EQ(row.place, (FilePlace{5, 1}));
  EXPECT_EQ(row.account.address, "ditta@pec.example");
  EXPECT_EQ(row.account.login, "ditta-1");
  EXPECT_EQ(row.account.kind, AccountKind::multiuser);
  EXPECT_EQ(row.account.two_step, TwoStep::on);
  EXPECT_EQ(row.account.password_issued, std::chrono::sys_days{std::chrono::year{2026} / 8 / 1});
  EXPECT_THAT(row.account.endpoints, ElementsAre(Endpoint{Protocol::imap, "imap.example", 1993, TlsMode::implicit},
                                                 Endpoint{Protocol::smtp, "smtp.example", 587, TlsMode::starttls}));
  EXPECT_THAT(row.tags, ElementsAre("sede", "nord"));
  EXPECT_THAT(row.used_by, ElementsAre("ARXivar", "Outlook"));
  EXPECT_EQ(std::get<SecretSource>(row.password),
            (SecretSource{SecretOrigin::command, R"('pass' 'show' 'pec/it'\''s $HOME')"}));
}

TEST(AccountsToml, AllFaultsAreToldAtOnceWithTheirPlaces) {
  const Reading reading = toml(R"([defaults]
login = "nobody"
[[account]]
address = "a@pec.example"
password = "geheim"
imap = "imaps://imap.example"
[[account]]
adress = "b@pec.example"
kind = "box"
issued = 2026-12-01
password_env = "P"
)");
  EXPECT_THAT(reading.faults, ElementsAre(Seen{{2, 9}, AccountsProblem::not_for_all, "login"},
                                          Seen{{3, 1}, AccountsProblem::no_source, "password"},
                                          Seen{{5, 12}, AccountsProblem::password_in_toml, "password"},
                                          Seen{{7, 1}, AccountsProblem::address_missing, ""},
                                          Seen{{8, 10}, AccountsProblem::column_unknown, "adress"},
                                          Seen{{9, 8}, AccountsProblem::kind_unknown, "kind"},
                                          Seen{{10, 10}, AccountsProblem::date_in_future, "issued"}));
}

TEST(AccountsToml, AFileThatIsNoTomlIsOneFaultAtItsPlace) {
  EXPECT_THAT(toml("[[account]]\naddress = oops\n").faults, ElementsAre(Seen{{2, 11}, AccountsProblem::not_toml, ""}));
  EXPECT_THAT(toml("\xFF\xFE[\0").faults, ElementsAre(Seen{{1, 1}, AccountsProblem::utf16, ""}));
}

TEST(AccountsToml, AValueOfAnotherKindIsRefused) {
  EXPECT_THAT(toml("[[account]]\naddress = 3\npassword_command = \"pass x\"\n").faults,
              ElementsAre(Seen{{1, 1}, AccountsProblem::address_missing, ""},
                          Seen{{1, 1}, AccountsProblem::no_source, "password"},
                          Seen{{2, 11}, AccountsProblem::value_not_text, "address"},
                          Seen{{3, 20}, AccountsProblem::value_not_text, "password_command"}));
}

TEST(AccountsToml, AProviderOfARowReplacesTheServersOfAll) {
  const Reading reading =
      toml(fmt::format("[defaults]\n{}[[account]]\naddress = \"a@pec.example\"\nprovider = \"aruba\"\n", k_servers));
  ASSERT_EQ(reading.rows.size(), 1U);
  EXPECT_EQ(reading.rows[0].account.endpoints, ProviderTable::built_in().find_provider("aruba")->endpoints);
}

TEST(AccountsToml, PasswordFilesStandBesideTheAccountsFile) {
  const TemporaryFolder folder;
  const Reading reading =
      read_file(folder.file("a.toml", fmt::format("[[account]]\naddress = \"a@pec.example\"\n{}", k_servers)), rules());
  ASSERT_EQ(reading.rows.size(), 1U);
  EXPECT_EQ(std::get<SecretSource>(reading.rows[0].password),
            (SecretSource{SecretOrigin::file, (folder.path() / "pw").string()}));
}

TEST(AccountsCsv, IsReadAsExcelWritesItInItaly) {
  const Reading reading =
      csv("\xEF\xBB\xBFIndirizzo PEC;Nome utente;Gestore;Generata il;Usata da;Note;password\r\n"
          "uno@pec.it;;aruba;01/08/2026;\"ARXivar; Outlook\";di \"\"nessuno\"\" qui;a;b\r\n");
  EXPECT_THAT(reading.faults, ElementsAre(Seen{{2, 52}, AccountsProblem::quotes_unbalanced, ""}));
  const Reading right =
      csv("\xEF\xBB\xBFIndirizzo PEC;Nome utente;Gestore;Generata il;Usata da;Note;password\r\n"
          "uno@pec.it;;aruba;01/08/2026;\"ARXivar; Outlook\";\"di \"\"altri\"\"\";\" p;\"\"w$HOME\\n \"\r\n"
          ";;;;;;\r\n"
          "due@pec.it;M1;legalmail;;;;x\r\n");
  ASSERT_THAT(right.faults, ElementsAre());
  ASSERT_THAT(addresses(right), ElementsAre("uno@pec.it", "due@pec.it"));
  EXPECT_EQ(right.rows[0].account.password_issued, std::chrono::sys_days{std::chrono::year{2026} / 8 / 1});
  EXPECT_THAT(right.rows[0].used_by, ElementsAre("ARXivar", "Outlook"));
  EXPECT_EQ(password(right.rows[0].password), " p;\"w$HOME\\n ");
  EXPECT_EQ(right.rows[1].account.login, "M1");
  EXPECT_EQ(right.rows[1].place, (FilePlace{4, 1}));
  EXPECT_TRUE(right.holds_passwords);
}

TEST(AccountsCsv, TheDelimiterIsFoundByItself) {
  for (const char delimiter : {',', ';', '\t'}) {
    std::string content = "address;imap;password_file\na@pec.example;imaps://imap.example;pw\n";
    std::replace(content.begin(), content.end(), ';', delimiter);
    EXPECT_THAT(addresses(csv(content)), ElementsAre("a@pec.example")) << delimiter;
  }
  EXPECT_THAT(addresses(csv("sep=|\r\naddress|provider|password_file\r\na@pec.it|aruba|pw\r\n")),
              ElementsAre("a@pec.it"));
}

TEST(AccountsCsv, AllFaultsAreToldAtOnceWithTheirPlaces) {
  const Reading reading =
      csv("address,pasword,services,imap,password_env\n"
          "nobody,x,fax,imaps://imap.example,P\n"
          "a@pec.example,,imap smtp,http://imap.example,\n"
          "b@pec.example,,,imaps://imap.example,P=Q,more\n");
  EXPECT_THAT(reading.faults, ElementsAre(Seen{{1, 9}, AccountsProblem::column_unknown, "pasword"},
                                          Seen{{2, 1}, InputProblem::address_without_domain, ""},
                                          Seen{{2, 10}, AccountsProblem::service_unknown, "services"},
                                          Seen{{3, 1}, AccountsProblem::no_source, "password"},
                                          Seen{{3, 16}, AccountsProblem::service_unknown, "services"},
                                          Seen{{3, 26}, AccountsProblem::endpoint_malformed, "imap"},
                                          Seen{{4, 38}, AccountsProblem::variable_malformed, "password_env"},
                                          Seen{{4, 42}, AccountsProblem::cell_without_column, ""}));
}

TEST(AccountsCsv, WithoutAHeaderNothingIsGuessed) {
  EXPECT_THAT(csv("a@pec.example;pw\n").faults, ElementsAre(Seen{{1, 1}, AccountsProblem::header_missing, ""}));
  EXPECT_THAT(csv("").faults, ElementsAre(Seen{{1, 1}, AccountsProblem::header_missing, ""}));
  EXPECT_THAT(csv("address\n").faults, ElementsAre(Seen{{0, 0}, AccountsProblem::no_accounts, ""}));
}

TEST(AccountsCsv, HostileBytesAreOneClearFault) {
  const std::string head = "address;imap;password_file\n";
  EXPECT_THAT(csv(head + "a\xE8@pec.example;imaps://i.example;pw\n").faults,
              ElementsAre(Seen{{2, 1}, AccountsProblem::not_utf8, ""}));
  EXPECT_THAT(csv(head + std::string("a\0b", 3)).faults, ElementsAre(Seen{{2, 2}, AccountsProblem::nul_byte, ""}));
  EXPECT_THAT(csv(head + "\"a@pec.example;imaps://i.example;pw\n").faults,
              ElementsAre(Seen{{2, 1}, AccountsProblem::quotes_unbalanced, ""}));
  EXPECT_THAT(csv(head + std::string(5000, 'a')).faults,
              ElementsAre(Seen{{2, 1}, AccountsProblem::field_too_long, ""}));
  EXPECT_THAT(csv(head + std::string(70000, ';')).faults.front().problem,
              (std::variant<AccountsProblem, InputProblem, SecretProblem>{AccountsProblem::line_too_long}));
  EXPECT_THAT(csv("\xFF\xFE"
                  "a\0")
                  .faults,
              ElementsAre(Seen{{1, 1}, AccountsProblem::utf16, ""}));
}

TEST(AccountsCsv, AColumnOfPasswordsNeedsAFileThatOnlyItsOwnerCanRead) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.csv", "address;provider;password\na@pec.it;aruba;pw\n", 0640);
  EXPECT_THAT(read_file(path, rules()).faults,
              ElementsAre(Seen{{1, 18}, SecretProblem::readable_by_others, "password"}));
  chmod(path.c_str(), 0600);
  EXPECT_EQ(password(read_file(path, rules()).rows.at(0).password), "pw");
}

TEST(AccountsCsv, APasswordThatNoProtocolCanCarryIsRefusedAtItsCell) {
  EXPECT_THAT(csv("address;provider;password\na@pec.it;aruba;\"one\ntwo\"\n").faults,
              ElementsAre(Seen{{2, 16}, SecretProblem::several_lines, "password"}));
}

TEST(AccountsCsv, OneRowNamesOnePasswordOnly) {
  EXPECT_THAT(csv("address;provider;password;password_env\na@pec.it;aruba;x;P\n").faults,
              ElementsAre(Seen{{2, 18}, AccountsProblem::several_sources, "password"}));
}

TEST(AccountsFile, TheSameLoginAtTheSameServerTwiceIsRefused) {
  const Reading reading =
      csv("address;login;imap;smtp;password_env\n"
          "a@pec.example;;imaps://mail.example;;P\n"
          "A@pec.example;a@pec.example;imaps://MAIL.example;;P\n"
          "b@pec.example;a@pec.example;imaps://mail.example;;P\n"
          "a@pec.example;;;smtps://mail.example;P\n");
  EXPECT_THAT(reading.faults, ElementsAre(Seen{{3, 1}, AccountsProblem::same_account, ""},
                                          Seen{{4, 1}, AccountsProblem::same_login, ""}));
}

TEST(AccountsFile, RowsThatContradictEachOtherAreRefused) {
  EXPECT_THAT(csv("address;imap;smtp;issued;password_env\n"
                  "a@pec.example;imaps://mail.example;;2026-08-01;P\n"
                  "a@pec.example;;smtps://mail.example;2026-09-01;P\n")
                  .faults,
              ElementsAre(Seen{{3, 1}, AccountsProblem::contradicts_other, ""}));
}

TEST(AccountsFile, BothPasswordsAreNeededForARotation) {
  AccountsRules both = rules();
  both.need = PasswordNeed::new_and_old;
  const Reading reading =
      read("a.csv", "address;provider;nuova password;vecchia password\na@pec.it;aruba;n;o\nb@pec.it;aruba;n;\n", both);
  EXPECT_THAT(reading.faults, ElementsAre(Seen{{3, 1}, AccountsProblem::no_source, "old_password"}));
}

TEST(AccountsFile, WhatTheCallSaysStandsForRowsThatSayNothing) {
  AccountsRules usual = rules();
  usual.usual.endpoints = {{Protocol::imap, "imap.example", 993, TlsMode::implicit}};
  usual.usual_password = SecretSource{SecretOrigin::environment, "P"};
  const Reading reading = read("a.csv", "address;password_env\na@pec.example;\nb@pec.example;Q\n", usual);
  ASSERT_EQ(reading.rows.size(), 2U);
  EXPECT_EQ(std::get<SecretSource>(reading.rows[0].password), *usual.usual_password);
  EXPECT_EQ(std::get<SecretSource>(reading.rows[1].password).where, "Q");
  EXPECT_EQ(reading.rows[1].account.endpoints, usual.usual.endpoints);
}

TEST(AccountsFile, FaultsBeyondTheCapAreCountedOnly) {
  const TemporaryFolder folder;
  std::string content = "address;provider;password_env\n";
  for (int i = 0; i < 1000; ++i) {
    content += "nobody;aruba;P\n";
  }
  const auto file = AccountsFile::open(folder.file("a.csv", content), rules());
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().total, 1000U);
  EXPECT_EQ(file.error().first.size(), k_max_kept_faults);
  EXPECT_EQ(file.error().first.front().place, (FilePlace{2, 1}));
}

TEST(AccountsFile, AFileThatChangedAfterTheCheckIsAFaultAndNotATest) {
  for (const std::string_view changed : {"b@pec.it;aruba;Q\n", ""}) {
    const TemporaryFolder folder;
    const std::string head = "address;provider;password_env\na@pec.it;aruba;P\n";
    const std::string path = folder.file("a.csv", head + "b@pec.it;aruba;P\n");
    const auto file = AccountsFile::open(path, rules());
    ASSERT_TRUE(file);
    std::ofstream(path, std::ios::binary) << head << changed;
    EXPECT_TRUE(file->row(0));
    const auto row = file->row(1);
    ASSERT_FALSE(row) << changed;
    EXPECT_EQ(seen(row.error()), (Seen{{3, 1}, AccountsProblem::changed_while_read, ""}));
  }
}

TEST(AccountsFile, AnyRowCanBeReadAgain) {
  const TemporaryFolder folder;
  const auto file = AccountsFile::open(
      folder.file("a.csv",
                  "address;provider;note;password_env\r\na@pec.it;aruba;\"x\r\ny\";P\r\n\r\nb@pec.it;aruba;;P\r\n"),
      rules());
  ASSERT_TRUE(file);
  for (const std::size_t index : {1U, 0U, 1U}) {
    EXPECT_EQ(file->row(index)->account.address, index == 0 ? "a@pec.it" : "b@pec.it");
    EXPECT_EQ(file->row(index)->place, (index == 0 ? FilePlace{2, 1} : FilePlace{5, 1}));
  }
}

TEST(AccountsFile, OnlyARegularFileThatOthersCannotWriteIsRead) {
  const TemporaryFolder folder;
  const std::string open_to_all = folder.file("a.csv", "address\n", 0666);
  EXPECT_THAT(read_file(open_to_all, rules()).faults,
              ElementsAre(Seen{{0, 0}, AccountsProblem::writable_by_others, ""}));
  EXPECT_THAT(read_file("/dev/zero", rules()).faults,
              ElementsAre(Seen{{0, 0}, AccountsProblem::not_a_regular_file, ""}));
  EXPECT_THAT(read_file(folder.path() / "none.csv", rules()).faults,
              ElementsAre(Seen{{0, 0}, AccountsProblem::cannot_open, ""}));
}

TEST(AccountsFile, EachRowIsShownOnceWhileItIsChecked) {
  const TemporaryFolder folder;
  std::vector<std::size_t> shown;
  const auto file =
      AccountsFile::open(folder.file("a.csv", "address;provider;password_env\na@pec.it;aruba;P\nb@pec.it;aruba;P\n"),
                         rules(), [&](const AccountRow& row) { shown.push_back(row.index); });
  ASSERT_TRUE(file);
  EXPECT_EQ(file->size(), 2U);
  EXPECT_THAT(shown, ElementsAre(0U, 1U));
}

TEST(AccountsFile, TheExamplesAreRight) {
  const std::string examples = std::string(PECPROBE_TEST_DATA) + "/../../../probe/config/examples/";
  const Reading spreadsheet = read_file(examples + "accounts.csv", rules());
  EXPECT_THAT(spreadsheet.faults, ElementsAre());
  EXPECT_EQ(spreadsheet.rows.size(), 12U);
  const Reading document = read_file(examples + "accounts.toml", rules());
  EXPECT_THAT(document.faults, ElementsAre());
  EXPECT_THAT(addresses(document),
              ElementsAre("ditta@due.example", "magazzino@due.example", "export@due.example", "legale@due.example"));
}

}  // namespace
}  // namespace pecprobe
