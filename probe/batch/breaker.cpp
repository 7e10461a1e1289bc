#include "probe/batch/breaker.hpp"

#include "probe/engine/retry.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

constexpr int k_suspicious = 2;  // bad signs in a row from which on fewer accounts are under way

bool is_turned_away(const ServiceResult& service) {
  return service.diagnosis.code == Code::access_denied || service.diagnosis.code == Code::auth_locked;
}

bool is_cut_off(const ServiceResult& service) {
  if (service.facts.dialogue.auth.attempted) {
    return false;
  }
  const Code code = service.diagnosis.code;
  return code == Code::connect_refused || code == Code::connect_timeout || code == Code::connect_unreachable ||
         code == Code::connection_lost;
}

}  // namespace

AccountSign account_sign(const AccountResult& result) {
  const auto& services = result.services;
  const auto any = [&](auto condition) { return std::any_of(services.begin(), services.end(), condition); };
  if (any([](const ServiceResult& service) { return service.facts.dialogue.auth.accepted; })) {
    return AccountSign::accepted;
  }
  const auto is_new = [](const ServiceResult& service) { return !service.remembered; };
  if (any([&](const ServiceResult& service) { return is_new(service) && is_turned_away(service); })) {
    return AccountSign::turned_away;
  }
  if (any([&](const ServiceResult& service) {
        return is_new(service) && is_refusal(service.facts, service.diagnosis);
      })) {
    return AccountSign::refused;
  }
  return !services.empty() && std::all_of(services.begin(), services.end(), is_cut_off) ? AccountSign::cut_off
                                                                                        : AccountSign::nothing;
}

std::optional<GroupStop> Breaker::count(const std::string& group, AccountSign sign) {
  Mood& mood = m_moods[group];
  switch (sign) {
    case AccountSign::accepted: mood = {.was_reached = true, .stop = mood.stop}; break;
    case AccountSign::refused:
      ++mood.refused;
      mood.cut_off = 0;
      mood.was_reached = true;
      break;
    case AccountSign::turned_away:
      ++mood.turned_away;
      mood.cut_off = 0;
      mood.was_reached = true;
      break;
    case AccountSign::cut_off: mood.cut_off += mood.was_reached ? 1 : 0; break;
    case AccountSign::nothing: break;
  }
  if (mood.stop) {
    return std::nullopt;
  }
  mood.stop = reason(mood);
  return mood.stop;
}

std::optional<GroupStop> Breaker::reason(const Mood& mood) const {
  using Sign = GroupStop::Sign;
  if (mood.refused >= m_limits.refused_in_a_row) {
    return GroupStop{Sign::refused, mood.refused};
  }
  if (mood.turned_away >= m_limits.turned_away_in_a_row) {
    return GroupStop{Sign::turned_away, mood.turned_away};
  }
  if (mood.cut_off >= m_limits.cut_off_in_a_row) {
    return GroupStop{Sign::cut_off, mood.cut_off};
  }
  return std::nullopt;
}

const GroupStop* Breaker::stop_of(const std::string& group) const {
  const auto mood = m_moods.find(group);
  return mood != m_moods.end() && mood->second.stop ? &*mood->second.stop : nullptr;
}

std::optional<std::size_t> Breaker::room(const std::string& group) const {
  const auto found = m_moods.find(group);
  if (found == m_moods.end()) {
    return std::nullopt;
  }
  const Mood& mood = found->second;
  if (std::max(mood.refused, mood.turned_away) < k_suspicious) {
    return std::nullopt;
  }
  const int left = std::min(m_limits.refused_in_a_row - mood.refused, m_limits.turned_away_in_a_row - mood.turned_away);
  return static_cast<std::size_t>(std::max(left, 1));
}

}  // namespace pecprobe
