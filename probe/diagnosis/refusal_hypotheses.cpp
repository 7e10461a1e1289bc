// A login that was refused without a reason: what it may be, by what is known besides. With two-step
// verification the mail programs need a password of their own, which runs out; without it the
// mailbox's own password serves (guide.pec.it, read 2026-11-22).
#include "probe/diagnosis/hypotheses.hpp"

namespace pecprobe {

namespace {

constexpr std::chrono::days k_just_issued{1};

void append(HypothesisIds& ids, const HypothesisIds& more) { ids.insert(ids.end(), more.begin(), more.end()); }

bool was_just_issued(const Knowledge& k) {
  return k.password.issued && *k.password.issued <= k.today && k.today - *k.password.issued <= k_just_issued;
}

/// The user name is not of the kind that this account is known to need; empty where it is, or where
/// nothing is known.
std::string_view odd_login(const Knowledge& k) {
  const bool is_address = k.login_sent == LoginForm::full_address;
  switch (k.kind) {
    case AccountKind::archive: return "login_of_archive";
    case AccountKind::multiuser: return is_address ? "login_of_collaborator" : "";
    case AccountKind::mailbox: break;
  }
  if (k.login_form == LoginForm::user_id && is_address) {
    return "login_is_user_id";
  }
  return k.login_form == LoginForm::full_address && !is_address ? "login_is_address" : "";
}

/// What points at one cause: something that was seen, not only a possibility.
HypothesisIds pointed_at(const Gathering& all) {
  const Knowledge& k = all.knowledge;
  HypothesisIds ids;
  if (all.in_trouble()) {
    ids.emplace_back("server_trouble");
  }
  if (k.password_looks_mistyped) {
    ids.emplace_back("mistyped_password");
  }
  if (const std::string_view login = odd_login(k); !login.empty()) {
    ids.push_back(login);
  }
  if (was_just_issued(k)) {
    ids.emplace_back("password_not_active_yet");
  }
  return ids;
}

HypothesisIds with_two_steps(const Gathering& all) {
  if (all.expired_on_record()) {
    return {"webmail_password_used", "password_deactivated", "wrong_password"};
  }
  if (all.knowledge.password.expires) {
    return {"webmail_password_used", "password_replaced_early", "wrong_password"};
  }
  return {"webmail_password_used", "password_expired", "password_not_generated", "password_deactivated",
          "wrong_password"};
}

/// A date on record says that somebody made an app password, which nothing asks for here.
HypothesisIds without_two_steps(const Knowledge& k) {
  HypothesisIds ids;
  if (k.password.issued || k.password.expires) {
    ids.emplace_back("app_password_not_needed");
  }
  append(ids, {"mailbox_password_wrong", "mailbox_password_expired"});
  return ids;
}

HypothesisIds with_or_without(const Gathering& all) {
  if (all.expired_on_record()) {
    return {"wrong_password", "webmail_password_used", "password_deactivated"};
  }
  if (all.knowledge.password.expires) {
    return {"wrong_password", "webmail_password_used", "password_replaced_early"};
  }
  if (all.knowledge.app_passwords == AppPasswords::issued) {
    return {"webmail_password_used", "password_expired", "wrong_password", "password_not_generated"};
  }
  return {"wrong_password", "webmail_password_used", "password_expired", "password_not_generated"};
}

HypothesisIds about_the_password(const Gathering& all) {
  switch (all.knowledge.two_step) {
    case TwoStep::on: return with_two_steps(all);
    case TwoStep::off: return without_two_steps(all.knowledge);
    case TwoStep::unknown: return with_or_without(all);
  }
  return {};
}

}  // namespace

HypothesisIds behind_a_generic_refusal(const Gathering& all) {
  HypothesisIds ids;
  if (all.expired_on_record()) {
    ids.emplace_back("password_expired_on_record");
  }
  append(ids, pointed_at(all));
  append(ids, about_the_password(all));
  // Alone among services that were not refused too, a switched-off protocol is likelier than a wrong
  // user name; where every service refuses, they would all have to be off.
  const bool is_alone = all.count(Code::auth_rejected) < 2;
  if (is_alone) {
    ids.emplace_back("protocol_disabled");
  }
  if (odd_login(all.knowledge).empty()) {
    ids.emplace_back("login_form");
  }
  append(ids, {"account_suspended", "temporarily_blocked"});
  if (!is_alone) {
    ids.emplace_back("all_protocols_disabled");
  }
  return ids;
}

}  // namespace pecprobe
