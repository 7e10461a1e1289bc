#include "probe/cli/terminal/interview.hpp"

#include "probe/engine/exchanger_inference.hpp"

namespace pecprobe {

namespace {

InterviewEnd ended_by(const SecretError& error, const SecretSource* source) {
  return {usage_error(error, source), error.signal};
}

std::optional<InterviewEnd> ask_address(CheckRequest& request, Prompter& prompter, Language language) {
  const auto answer = prompter.ask(text(Message::ask_address, language));
  if (!answer) {
    return ended_by(answer.error(), nullptr);
  }
  request.account.address = *answer;
  if (const auto problem = address_problem(*answer)) {
    return InterviewEnd{usage_error(InputError{*problem, {}})};
  }
  return std::nullopt;
}

/// True when nothing but a question can tell where the mailbox is.
bool needs_provider(const AccountInput& account, const ProviderTable& table) {
  return account.provider.empty() && account.endpoints.empty() && table.infer_provider(account.address) == nullptr &&
         table.closed_service(account.address) == nullptr &&
         table.provider_of_exchangers(account.mail_exchangers) == nullptr;
}

std::optional<InterviewEnd> ask_provider(CheckRequest& request, Prompter& prompter, const ProviderTable& table,
                                         Language language) {
  const auto answer = prompter.ask(text(Message::ask_provider, language, provider_ids(table)));
  if (!answer) {
    return ended_by(answer.error(), nullptr);
  }
  request.account.provider = *answer;  // an empty answer leaves it open, which make_account() explains
  return std::nullopt;
}

std::optional<InterviewEnd> ask_login(CheckRequest& request, Prompter& prompter, Language language) {
  const auto answer = prompter.ask(text(Message::ask_login, language));
  if (!answer) {
    return ended_by(answer.error(), nullptr);
  }
  if (!answer->empty()) {
    request.account.login = *answer;
  }
  return std::nullopt;
}

/// What is not public of an archive or a delegated user: the archive's server, and the login.
std::optional<InterviewEnd> ask_what_is_not_public(CheckRequest& request, Prompter& prompter, Language language) {
  if (request.account.kind == AccountKind::archive && request.account.endpoints.empty()) {
    const auto answer = prompter.ask(text(Message::ask_archive_server, language));
    if (!answer) {
      return ended_by(answer.error(), nullptr);
    }
    const bool has_scheme = answer->find("://") != std::string::npos;
    auto endpoint = parse_endpoint_url(has_scheme ? *answer : "imaps://" + *answer);
    if (!endpoint) {
      return InterviewEnd{{Message::value_not_endpoint_url, *answer, "imap"}};
    }
    request.account.endpoints.push_back(std::move(*endpoint));
  }
  if (request.account.login) {
    return std::nullopt;
  }
  const auto answer = prompter.ask(text(Message::ask_own_login, language));
  if (!answer) {
    return ended_by(answer.error(), nullptr);
  }
  request.account.login = *answer;
  return std::nullopt;
}

const Provider* provider_of(const AccountInput& account, const ProviderTable& table) {
  return account.provider.empty() ? table.infer_provider(account.address) : table.find_provider(account.provider);
}

}  // namespace

std::optional<InterviewEnd> complete_account(CheckRequest& request, Prompter* prompter, const ProviderTable& table,
                                             Language language, MailExchangers* dns) {
  const bool asks_address = request.account.address.empty();
  if (asks_address) {
    if (prompter == nullptr) {
      return InterviewEnd{{Message::address_missing, {}, {}}};
    }
    if (auto end = ask_address(request, *prompter, language)) {
      return end;
    }
  }
  if (dns != nullptr && request.exchangers == ExchangerLookUp::on) {
    learn_exchangers(request.account, table, *dns);
  }
  if (prompter != nullptr && needs_provider(request.account, table)) {
    if (auto end = ask_provider(request, *prompter, table, language)) {
      return end;
    }
  }
  if (prompter != nullptr && request.account.kind != AccountKind::mailbox) {
    return ask_what_is_not_public(request, *prompter, language);
  }
  const Provider* provider = provider_of(request.account, table);
  const bool has_user_ids = provider != nullptr && provider->login_form != LoginForm::full_address;
  if (asks_address && prompter != nullptr && has_user_ids && !request.account.login) {
    return ask_login(request, *prompter, language);
  }
  return std::nullopt;
}

tl::expected<Secret, InterviewEnd> obtain_password(const CheckRequest& request, Prompter* prompter, Language language) {
  const SecretSource* source = request.password ? &*request.password : nullptr;
  // With a person at standard input, --password-stdin is the same question: typed in the open it would stay on the
  // screen.
  const bool is_asked = source == nullptr || (source->origin == SecretOrigin::standard_input && prompter != nullptr);
  if (!is_asked) {
    return read_password(*source).map_error([&](const SecretError& error) { return ended_by(error, source); });
  }
  if (prompter == nullptr) {
    return refusal({Message::password_missing, {}, {}});
  }
  const std::string& login = request.account.login.value_or(request.account.address);
  return prompter->ask_secret(text(Message::ask_password, language, login)).map_error([&](const SecretError& error) {
    return ended_by(error, source);
  });
}

}  // namespace pecprobe
