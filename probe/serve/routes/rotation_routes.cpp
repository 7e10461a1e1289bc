#include "probe/serve/routes/rotation_routes.hpp"

#include "probe/report/wording.hpp"
#include "probe/rotation/calendar.hpp"
#include "probe/rotation/list/on_record.hpp"
#include "probe/serve/page/rotation_page.hpp"
#include "probe/serve/routes/check_start.hpp"
#include "probe/serve/routes/form_fields.hpp"
#include "probe/serve/routes/rotation_order.hpp"

#include <fmt/format.h>

#include <utility>

namespace pecprobe {

namespace {

constexpr std::string_view k_rotations = "/rotation/";

void show_form(Visit& visit, int status, page::RotationForm form) {
  form.providers = provider_choices(visit.site.tools.providers);
  visit.answer_page(status, page::rotation_form_page(visit.page_context(), form));
}

/// False when the visit was refused instead. `watch.ended` gives the client's share back.
bool begin_rotation(const VisitPtr& visit, RotationOrder order, RotationDesk::Watch watch) {
  Site& site = visit->site;
  const std::string client = visit->request.client;
  const std::string account = account_mark(order.form);
  if (const auto too_many = take_share(*visit, account)) {
    visit->refuse(too_many->refusal, too_many->retry_after);
    return false;
  }
  watch.ended = [&site, client, account, ended = std::move(watch.ended)](const std::string& id,
                                                                         const RotationEnd& end) {
    end_share(site, client, account);
    ended(id, end);
  };
  if (!site.rotations.start(std::move(order), std::move(watch))) {
    end_share(site, client, account);
    visit->refuse(page::Refusal::too_many_tests, std::chrono::seconds{10});
    return false;
  }
  return true;
}

/// Runs `act` on a thread of its own, with the ledger; null where there is none. What it gives is done on the loop.
void with_ledger(const VisitPtr& visit, std::function<std::function<void()>(Ledger* ledger)> act) {
  const bool is_taken = visit->site.look_ups.run([visit, act = std::move(act)] {
    const SystemClock clock;
    const auto ledger = visit->site.tools.open_ledger(clock);
    visit->site.post(act(ledger ? ledger->get() : nullptr));
  });
  if (!is_taken) {
    visit->refuse(page::Refusal::too_many_requests, std::chrono::seconds{1});
  }
}

/// `then` is told on the loop whether the program is ticked off now.
void tick_off(const VisitPtr& visit, LedgerKey key, std::string program, std::function<void(bool)> then) {
  with_ledger(visit,
              [visit, key = std::move(key), program = std::move(program),
               then = std::move(then)](Ledger* ledger) -> std::function<void()> {
                const bool is_done =
                    ledger != nullptr && ledger->install(key, program, visit->site.tools.today()).has_value();
                return [then, is_done] { then(is_done); };
              });
}

}  // namespace

void rotation_form(const VisitPtr& visit) { show_form(*visit, 200, {}); }

void rotate_form(const VisitPtr& visit) {
  visit->audience = Audience::browser;
  const auto fields = form_fields(*visit);
  if (!fields) {
    return;
  }
  auto order = rotation_order_of(*fields, *visit);
  if (!order) {
    show_form(*visit, 422, std::move(order.error()));
    return;
  }
  const auto ended = [visit, form = rotation_form_of(*fields)](const std::string& id, const RotationEnd& end) {
    if (!id.empty()) {
      return;
    }
    if (const auto* complaint = std::get_if<page::Complaint>(&end)) {
      page::RotationForm again = form;
      again.complaints = {*complaint};
      show_form(*visit, 422, std::move(again));
    } else {
      visit->refuse(page::Refusal::internal_error);
    }
  };
  static_cast<void>(begin_rotation(
      visit, *std::move(order),
      {[visit](const std::string& id) { visit->see_other(fmt::format("{}{}", k_rotations, id)); }, ended}));
}

void rotation_result(const VisitPtr& visit) {
  const std::string id = visit->request.path.substr(k_rotations.size());
  const RotationRecord* record = visit->site.rotations.find(id);
  if (record == nullptr) {
    visit->refuse(page::Refusal::not_found);
  } else if (record->has_failed) {
    visit->refuse(page::Refusal::internal_error);
  } else if (record->report) {
    visit->answer_page(200, page::rotation_result_page(visit->page_context(), {id, *record->report}));
  } else {
    visit->fields.emplace_back("Refresh", "2");
    visit->answer_page(200, page::rotation_running_page(visit->page_context(), record->address));
  }
}

void rotate_done_form(const VisitPtr& visit) {
  visit->audience = Audience::browser;
  const auto fields = form_fields(*visit);
  if (!fields) {
    return;
  }
  const std::string id = fields->text("id");
  const RotationRecord* record = visit->site.rotations.find(id);
  if (record == nullptr) {
    visit->refuse(page::Refusal::not_found);
    return;
  }
  const std::string program = fields->text("program");
  tick_off(visit, record->key, program, [visit, id, program](bool is_done) {
    RotationRecord* present = visit->site.rotations.find(id);
    if (!is_done || present == nullptr || !present->report) {
      visit->refuse(page::Refusal::not_found);
      return;
    }
    for (ProgramOnRecord& known : present->report->programs) {
      if (known.name == program) {
        known.updated = Updated::yes;
      }
    }
    visit->see_other(fmt::format("{}{}", k_rotations, id));
  });
}

void rotate_api(const VisitPtr& visit) {
  const auto fields = json_body(*visit);
  if (!fields) {
    return;
  }
  auto order = rotation_order_of(*fields, *visit);
  if (!order) {
    visit->answer_json(422, complaint_json(order.error().complaints.front()) + "\n");
    return;
  }
  const auto ended = [visit](const std::string&, const RotationEnd& end) {
    if (const auto* complaint = std::get_if<page::Complaint>(&end)) {
      visit->answer_json(422, complaint_json(*complaint) + "\n");
    } else if (const auto* report = std::get_if<VerificationReport>(&end)) {
      visit->answer_json(200, verification_json(*report, visit->language));
    } else {
      visit->refuse(page::Refusal::internal_error);
    }
  };
  static_cast<void>(begin_rotation(visit, *std::move(order), {[](const std::string&) {}, ended}));
}

void rotate_done_api(const VisitPtr& visit) {
  const auto fields = json_body(*visit);
  if (!fields) {
    return;
  }
  tick_off(visit, ledger_key_of(*fields), fields->text("program"), [visit](bool is_done) {
    if (is_done) {
      visit->answer_json(200, "{\"done\": true}\n");
    } else {
      visit->refuse(page::Refusal::not_found);
    }
  });
}

void rotation_calendar(const VisitPtr& visit) {
  const auto fields = fields_of_query(visit->request.query);
  if (!fields) {
    visit->refuse(page::Refusal::malformed);
    return;
  }
  with_ledger(visit, [visit, key = ledger_key_of(*fields)](Ledger* ledger) -> std::function<void()> {
    const auto nothing = [visit] { visit->refuse(page::Refusal::not_found); };
    const auto entry =
        ledger == nullptr ? tl::expected<std::optional<LedgerEntry>, StateProblem>(std::nullopt) : ledger->find(key);
    if (!entry || !*entry) {
      return nothing;
    }
    const auto record = on_record(*ledger, **entry, visit->site.tools.providers);
    if (!record || !has_events({*record})) {
      return nothing;
    }
    return [visit, text = calendar({*record}, visit->site.tools.today(), visit->language)] {
      visit->answer({200,
                     "text/calendar; charset=utf-8",
                     text,
                     {{"Content-Disposition", "attachment; filename=\"pecprobe.ics\""}}});
    };
  });
}

}  // namespace pecprobe
