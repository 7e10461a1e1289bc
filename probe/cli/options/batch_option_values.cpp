#include "probe/cli/language.hpp"
#include "probe/cli/options/option_setters.hpp"
#include "probe/config/values.hpp"

namespace pecprobe::option_values {

namespace {

constexpr std::uint64_t k_most_at_once = 10'000;

Complaint set_count(std::size_t& target, std::string_view value) {
  const auto number = parse_number(value);
  const bool fits = number && *number >= 1 && *number <= k_most_at_once;
  return set_read(target, fits ? number : std::nullopt, Message::value_not_count);
}

}  // namespace

Complaint concurrency(CheckRequest& request, std::string_view value) {
  return set_count(request.batch.concurrency, value);
}
Complaint per_host(CheckRequest& request, std::string_view value) { return set_count(request.batch.per_host, value); }
Complaint rate(CheckRequest& request, std::string_view value) {
  const auto slash = value.find('/');
  const auto number = parse_number(value.substr(0, slash));
  const std::string_view unit = slash == std::string_view::npos ? "" : value.substr(slash + 1);
  if (!number || *number < 1 || *number > k_most_at_once || (unit != "s" && unit != "m")) {
    return Message::value_not_rate;
  }
  const Duration period = unit == "s" ? Duration(std::chrono::seconds{1}) : Duration(std::chrono::minutes{1});
  request.batch.rate = StartRate{static_cast<int>(*number), period};
  return k_fits;
}
Complaint shard(CheckRequest& request, std::string_view value) {
  const auto parsed = parse_shard(value, process_environment);
  if (parsed) {
    request.batch.shard = *parsed;
    return k_fits;
  }
  switch (parsed.error()) {
    case ShardProblem::malformed: break;
    case ShardProblem::no_number: return Message::shard_no_number;
    case ShardProblem::no_count: return Message::shard_no_count;
    case ShardProblem::number_too_large: return Message::shard_number_too_large;
  }
  return Message::value_not_shard;
}
Complaint resume(CheckRequest& request, std::string_view value) { return set_text(request.batch.journal, value); }
Complaint only_failed(CheckRequest& request, std::string_view value) {
  return set_text(request.batch.only_failed, value);
}
Complaint rotate(CheckRequest& request, std::string_view /*value*/) {
  request.batch.kind = BatchKind::rotation;
  return k_fits;
}
Complaint fail_fast(CheckRequest& request, std::string_view /*value*/) {
  request.batch.after_failure = AfterFailure::stop;
  return k_fits;
}
Complaint time_limit(CheckRequest& request, std::string_view value) {
  return set_read(request.batch.time_limit, parse_duration(value), Message::value_not_duration);
}
Complaint only(CheckRequest& request, std::string_view value) {
  return set_text(request.batch.only.emplace_back(), value);
}
Complaint exclude(CheckRequest& request, std::string_view value) {
  return set_text(request.batch.exclude.emplace_back(), value);
}
Complaint columns(CheckRequest& request, std::string_view /*value*/) {
  request.batch.explains_columns = true;
  return k_fits;
}

}  // namespace pecprobe::option_values
